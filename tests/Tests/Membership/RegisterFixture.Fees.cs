using DienBien.Membership.V1;
using DienBien.Platform.Membership.Fees;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Tests.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;

namespace DienBien.Platform.Tests.Membership;

/// <content>Party fees.</content>
public sealed partial class RegisterFixture
{
    public FeeService.FeeServiceClient Fees => new(Channel);

    public async Task<FeeBasis> BasisAsync(string member, Group group, long amount, string since) =>
        await Fees.RecordFeeBasisAsync(new RecordFeeBasisRequest { Parent = member, FeeBasis = new FeeBasis { Group = group, Amount = amount, SinceMonth = since } }, Board);

    public async Task<FeeRelief> ReliefAsync(string member, FeeRelief.Types.Kind kind, string first, string last = "", int percent = 0) => await Fees.RecordFeeReliefAsync(new RecordFeeReliefRequest
    {
        Parent = member,
        FeeRelief = new FeeRelief { Kind = kind, Percent = percent, FirstMonth = first, LastMonth = last, DecidedOn = "2026-01-05", DocumentNumber = "3-NQ/CB" },
    }, Board);

    public async Task<RecordFeePaymentsResponse> PayAsync(string organization, params FeePayment[] payments) =>
        await Fees.RecordFeePaymentsAsync(new RecordFeePaymentsRequest { Parent = organization, Payments = { payments } }, Board);

    public async Task<Fee> FeeAsync(string organization, string month) =>
        Assert.Single((await Fees.ListFeesAsync(new ListFeesRequest { Parent = organization, Month = month }, Board)).Fees);

    /// <summary>Lets a cell collect a member's fees as a temporary transfer would.</summary>
    public Task PlaceFeesAsync(string member, string cell, string from, string? to = null) => InWorkAsync(async work =>
    {
        await FeePlaces.SetAsync(work, Id(member), Id(cell), IsoDate.Parse(from), to is null ? null : IsoDate.Parse(to));
        return true;
    });

    /// <summary>Looks for unpaid fees as on another day, some replicas at once.</summary>
    public async Task<int> WatchFeesAsync(string day, int replicas = 1)
    {
        var clock = new ManualClock(new DateTimeOffset(IsoDate.Parse(day).ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(7)));
        var watches = Enumerable.Range(0, replicas).Select(_ => new FeeWatch(app.Services.GetRequiredService<Commands>(), clock, NullLogger<FeeWatch>.Instance)).ToList();
        var opened = await Task.WhenAll(watches.Select(watch => Task.Run(() => watch.RunOnceAsync(TestContext.Current.CancellationToken))));
        watches.ForEach(watch => watch.Dispose());
        return opened.Sum();
    }

    /// <summary>A proposal to delete the member's name, as one opens when fees stay unpaid.</summary>
    public Task ProposeAsync(Member member) => InWorkAsync(async work =>
    {
        await work.InsertAsync("deletion_proposals", new DeletionProposalRow
        {
            Id = Guid.CreateVersion7().ToString(), MemberId = Id(member.Name), OrganizationId = Id(member.Organization), Year = 2026, OpenedOn = new DateOnly(2026, 10, 16), PolicyVersion = "01-QĐ/TW", RuleId = "R-DEL-1", RecordedAt = work.Now,
        });
        return true;
    });

    /// <summary>A payment of a month; the receipt's number is new unless stated.</summary>
    public FeePayment Payment(string member, string month, long amount, string? receipt = null) =>
        new() { Member = member, Month = month, Amount = amount, ReceiptNumber = receipt ?? NewCode("R"), PaidOn = "2026-11-03" };
}
