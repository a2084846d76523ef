using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Ground = DienBien.Membership.V1.MemberFact.Types.Ground;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Level = DienBien.Membership.V1.MemberFact.Types.Complaint.Types.Level;
using Outcome = DienBien.Membership.V1.MemberFact.Types.Complaint.Types.Outcome;
using State = DienBien.Membership.V1.Deadline.Types.State;

namespace DienBien.Platform.Tests.Membership.Life;

[Collection(SharedRegister.Name)]
public sealed class ComplaintTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-DEL-5")]
    public async Task Nobody_has_to_complain_and_the_time_for_it_lapses()
    {
        var (cell, deleted) = await DeletedAsync();
        Assert.Equal(["R-DEL-5 2026-04-13"], await register.DueAsync(deleted.Name, cell.Name, "2026-04-13"));
        Assert.Empty(await register.DueAsync(deleted.Name, cell.Name, "2026-04-14"));
        await register.WatchAsync("2026-04-14");
        Assert.Empty(await register.DueAsync(deleted.Name, cell.Name, "2026-04-14"));
        Assert.Equal((State.Lapsed, "2026-04-14"), await StateAsync(deleted));
        Assert.DoesNotContain("Overdue", await register.AnnouncedAsync(deleted.Name));
        // Whoever complained in time did, even if that is recorded later.
        await FileAsync(deleted, "2026-03-05", "2026-04-13");
        Assert.Equal([(State.Met, "2026-04-13"), (State.Upcoming, "")], await StatesAsync(deleted, "2026-04-13"));
    }

    [Fact]
    [Rule("R-DEL-5")]
    public async Task A_complaint_is_settled_within_90_days_and_the_member_may_go_on_to_the_centre()
    {
        var (cell, deleted) = await DeletedAsync();
        var filed = await FileAsync(deleted, "2026-03-05", "2026-03-10");
        Assert.Equal((Outcome.Waiting, "2026-03-05", "2026-03-10"), (filed.Complaints.Single().Outcome, filed.Complaints.Single().ReceivedOn, filed.Complaints.Single().FiledOn));
        Assert.Equal(["R-DEL-5 2026-07-17"], await register.DueAsync(deleted.Name, NaTau, "2026-03-10"));
        Assert.Empty(await register.DueAsync(deleted.Name, cell.Name, "2026-03-10"));
        (await Refusal.OfAsync(Filing(deleted, "2026-03-05", "2026-03-11"))).IsForbidden("name COMPLAINT_WAITING", "R-DEL-5");
        (await Refusal.OfAsync(Settling(deleted, "2026-03-09", upheld: false))).IsForbidden("settled_on STEP_BEFORE_STAGE", "");

        var settled = await Settling(deleted, "2026-05-04", upheld: false);
        Assert.Equal((Outcome.Dismissed, "2026-05-04", "7-TB/ĐU"), (settled.Complaints.Single().Outcome, settled.Complaints.Single().SettledOn, settled.Complaints.Single().Document));
        Assert.Equal(["R-DEL-5 2026-06-15"], await register.DueAsync(deleted.Name, cell.Name, "2026-05-04"));
        (await Refusal.OfAsync(Filing(deleted, "2026-05-03", "2026-05-11"))).IsForbidden("received_on COMPLAINT_BEFORE_DECISION", "R-DEL-5");
        await Filing(deleted, "2026-05-05", "2026-05-11", Level.Centre);
        Assert.Single(await register.DueAsync(deleted.Name, Province, "2026-05-11"));
        await Settling(deleted, "2026-08-03", upheld: false);
        Assert.Empty(await register.DueAsync(deleted.Name, Province, "2026-08-03"));
        (await Refusal.OfAsync(Filing(deleted, "2026-08-04", "2026-08-05"))).IsForbidden("filed_on COMPLAINT_SETTLED_AT_THE_TOP", "R-DEL-5");
        (await Refusal.OfAsync(Settling(deleted, "2026-08-05", upheld: true))).IsForbidden("name COMPLAINT_NONE", "R-DEL-5");
        var facts = await register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = MemberOf(deleted) }, register.Board);
        Assert.Equal([(Level.ProvinceOrBelow, Outcome.Dismissed), (Level.Centre, Outcome.Dismissed)], facts.MemberFacts.Single().Complaints.Select(complaint => (complaint.Level, complaint.Outcome)));
    }

    [Fact]
    [Rule("R-DEL-5")]
    public async Task A_complaint_that_is_upheld_takes_the_deletion_back()
    {
        var (_, deleted) = await DeletedAsync();
        await FileAsync(deleted, "2026-03-05", "2026-03-10");
        var settled = await Settling(deleted, "2026-05-04", upheld: true);
        Assert.NotNull(settled.RetractTime);
        Assert.Equal(Outcome.Upheld, settled.Complaints.Single().Outcome);
        Assert.Equal(ListMemberFactsResponse.Types.Standing.Active, await register.StandingAsync(MemberOf(deleted), "2026-05-04"));
        Assert.Equal([State.Met, State.Met], (await StatesAsync(deleted, "2026-05-04")).Select(found => found.State));
        Assert.Equal(["CreateMemberFact", "FileComplaint", "SettleComplaint", "SettleComplaint"], await register.AuditAsync(deleted.Name));
        (await Refusal.OfAsync(Filing(deleted, "2026-05-05", "2026-05-06"))).Is(StatusCode.FailedPrecondition, "FACT_RETRACTED");
    }

    [Fact]
    [Rule("R-DEL-5")]
    public async Task Four_reasons_refuse_it()
    {
        var (cell, deleted) = await DeletedAsync();
        (await Refusal.OfAsync(Filing(deleted, "2026-03-05", "2026-04-17"))).IsForbidden("filed_on COMPLAINT_LATE", "R-DEL-5");
        (await Refusal.OfAsync(Filing(deleted, "", "2026-03-10"))).IsForbidden("filed_on COMPLAINT_NO_DECISION", "R-DEL-5");
        var request = Request(deleted, "2026-03-05", "2026-03-10");
        request.OnBehalf = true;
        (await Refusal.OfAsync(register.Facts.FileComplaintAsync(request, register.Board))).IsForbidden("filed_on COMPLAINT_ON_BEHALF", "R-DEL-5");
        Assert.Equal(["R-DEL-5 2026-04-13"], await register.DueAsync(deleted.Name, cell.Name, "2026-03-10"));
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_other_facts_are_not_complained_of()
    {
        var (_, deleted) = await DeletedAsync();
        (await Refusal.OfAsync(register.Facts.FileComplaintAsync(new FileComplaintRequest { Name = deleted.Name, ReceivedOn = "2026-02-30" }, register.Board)))
            .IsInvalid("level FIELD_REQUIRED", "received_on DATE_INVALID", "filed_on FIELD_REQUIRED");
        (await Refusal.OfAsync(Filing(deleted, "2026-03-11", "2026-03-10"))).IsInvalid("filed_on COMPLAINT_BEFORE_DECISION");
        (await Refusal.OfAsync(Filing(deleted, "2026-03-11", "2999-03-10"))).IsInvalid("filed_on DATE_IN_FUTURE");
        (await Refusal.OfAsync(register.Facts.SettleComplaintAsync(new SettleComplaintRequest { Name = deleted.Name }, register.Board))).IsInvalid("settled_on FIELD_REQUIRED", "document FIELD_REQUIRED");
        var other = await register.FactAsync((await register.CreateAsync(register.Person())).Name, new MemberFact { Kind = Kind.Expelled, Since = "2026-03-02", Document = "3-QĐ/ĐU" });
        (await Refusal.OfAsync(Filing(other, "2026-03-05", "2026-03-10"))).IsForbidden("name COMPLAINT_NOT_OF_DELETION", "R-DEL-5");
    }

    private async Task<(Organization Cell, MemberFact Deleted)> DeletedAsync()
    {
        var (cell, member) = await register.CellOfAsync(3);
        return (cell, await register.FactAsync(member.Name, new MemberFact
        {
            Kind = Kind.Deleted, Ground = Ground.CardReturned, Since = "2026-03-02", Document = "3-QĐ/ĐU",
            Votes = new MemberFact.Types.Votes { Date = "2026-02-03", CellInFavour = 2, SuperiorInFavour = 5, SuperiorSitting = 9 },
        }));
    }

    private static string MemberOf(MemberFact fact) => fact.Name[..fact.Name.IndexOf("/facts", StringComparison.Ordinal)];

    private static FileComplaintRequest Request(MemberFact fact, string received, string filed, Level level = Level.ProvinceOrBelow) => new() { Name = fact.Name, ReceivedOn = received, FiledOn = filed, Level = level };

    private AsyncUnaryCall<MemberFact> Filing(MemberFact fact, string received, string filed, Level level = Level.ProvinceOrBelow) => register.Facts.FileComplaintAsync(Request(fact, received, filed, level), register.Board);

    private async Task<MemberFact> FileAsync(MemberFact fact, string received, string filed) => await Filing(fact, received, filed);

    private AsyncUnaryCall<MemberFact> Settling(MemberFact fact, string day, bool upheld) =>
        register.Facts.SettleComplaintAsync(new SettleComplaintRequest { Name = fact.Name, SettledOn = day, Upheld = upheld, Document = "7-TB/ĐU" }, register.Board);

    private async Task<(State State, string ClosedOn)> StateAsync(MemberFact fact) => (await StatesAsync(fact, "")).Single();

    private async Task<List<(State State, string ClosedOn)>> StatesAsync(MemberFact fact, string day) =>
        [.. (await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Case = fact.Name, AsOf = day }, register.Board)).Deadlines.Select(found => (found.State, found.ClosedOn))];
}
