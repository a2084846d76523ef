using DienBien.Membership.V1;
using DienBien.Platform.Membership.Statistics;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DienBien.Platform.Tests.Membership;

/// <content>Statistics, and members who change their organisation.</content>
public sealed partial class RegisterFixture
{
    private const string SupersedeMemberships = "UPDATE memberships SET superseded_at = @now WHERE member_id = @id AND superseded_at IS NULL";

    private const string EndMember = "UPDATE members SET ended_on = @day WHERE id = @id";

    public StatisticsService.StatisticsServiceClient Statistics => new(Channel);

    public async Task<MemberStatistics> StatisticsAsync(string organization, string day) =>
        await Statistics.GetMemberStatisticsAsync(new GetMemberStatisticsRequest { Parent = organization, AsOf = day }, Board);

    public async Task<MemberBalance> BalanceAsync(string organization, string from, string to) =>
        await Statistics.GetMemberBalanceAsync(new GetMemberBalanceRequest { Parent = organization, From = from, To = to }, Board);

    /// <summary>All members behind a figure.</summary>
    public async Task<List<FigureMember>> HoldersAsync(ListFigureMembersRequest figure)
    {
        var (found, request) = (new List<FigureMember>(), new ListFigureMembersRequest(figure) { PageSize = 7 });
        do
        {
            var page = await Statistics.ListFigureMembersAsync(request, Board);
            found.AddRange(page.Members);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return found;
    }

    /// <summary>How many official members and probationers are listed for a day.</summary>
    public async Task<int> HoldersOnAsync(string organization, string day, Basis basis)
    {
        var count = 0;
        foreach (var status in (string[])["OFFICIAL", "PROBATIONARY"])
        {
            count += (await HoldersAsync(new ListFigureMembersRequest { Parent = organization, Dimension = Dimension.Status, Value = status, AsOf = day, Basis = basis })).Count;
        }

        return count;
    }

    /// <summary>Puts a member into organisations one after the other, as transfers would; the last interval may end the membership.</summary>
    public Task PlaceAsync(string member, params (string Organization, DateOnly From, DateOnly? To)[] stays) => InWorkAsync(async work =>
    {
        await work.ExecuteAsync(SupersedeMemberships, new { id = Id(member), now = work.Now });
        await work.InsertAsync<StayRow>("memberships", [.. stays.Select(stay => new StayRow
        {
            Id = Ids.New(), MemberId = Id(member), OrganizationId = Id(stay.Organization), ValidFrom = stay.From, ValidTo = stay.To, RecordedAt = work.Now,
        })]);
        await work.ExecuteAsync(EndMember, new { id = Id(member), day = stays[^1].To });
        work.Emit(member, Id(stays[^1].Organization), new MemberChanged { Member = member, Organization = stays[^1].Organization, AdmittedOn = IsoDate.Of(stays[0].From), MemberNumber = "1" });
        return true;
    });

    /// <summary>Lets replicas of the book begin again from the feed's first position, all at once.</summary>
    public async Task RecountAsync(int replicas)
    {
        var database = app.Services.GetRequiredService<Database>();
        await database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("DELETE FROM presences");
            await session.ExecuteAsync("DELETE FROM statistics_counts");
            return await session.ExecuteAsync("UPDATE statistics_cursor SET position = 0 WHERE id = 1");
        }, TestContext.Current.CancellationToken);
        var books = Enumerable.Range(0, replicas).Select(_ => new StatisticsBook(database, TimeProvider.System, NullLogger<StatisticsBook>.Instance)).ToList();
        await Task.WhenAll(books.Select(book => Task.Run(() => book.CatchUpAsync(TestContext.Current.CancellationToken))));
        books.ForEach(book => book.Dispose());
    }

    private sealed record StayRow
    {
        public string Id { get; init; } = "";

        public string MemberId { get; init; } = "";

        public string OrganizationId { get; init; } = "";

        public DateOnly ValidFrom { get; init; }

        public DateOnly? ValidTo { get; init; }

        public DateTime RecordedAt { get; init; }
    }
}
