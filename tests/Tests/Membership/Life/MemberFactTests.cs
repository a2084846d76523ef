using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Ground = DienBien.Membership.V1.MemberFact.Types.Ground;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Standing = DienBien.Membership.V1.ListMemberFactsResponse.Types.Standing;

namespace DienBien.Platform.Tests.Membership.Life;

[Collection(SharedRegister.Name)]
public sealed class MemberFactTests(RegisterFixture register)
{
    [Fact]
    public async Task The_standing_of_any_day_follows_from_the_facts()
    {
        var member = await register.CreateAsync(register.Person());
        var exempt = await register.FactAsync(member.Name, Exemption("2025-03-01"));
        Assert.Equal("294-QĐ/TW", exempt.PolicyVersion);
        await register.Facts.EndMemberFactAsync(new EndMemberFactRequest { Name = exempt.Name, Until = "2025-09-01" }, register.Board);
        await register.FactAsync(member.Name, new MemberFact { Kind = Kind.Suspended, Since = "2025-10-01", Document = "1-QĐ/ĐU" });
        await register.FactAsync(member.Name, new MemberFact { Kind = Kind.Died, Since = "2026-02-01" });
        var days = (string[])["2018-03-02", "2025-02-28", "2025-03-01", "2025-09-01", "2025-10-01", "2026-02-01"];
        Assert.Equal([Standing.NotYet, Standing.Active, Standing.Exempt, Standing.Active, Standing.Suspended, Standing.Ended], await Task.WhenAll(days.Select(day => register.StandingAsync(member.Name, day))));
        var facts = (await register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = member.Name }, register.Board)).MemberFacts;
        Assert.Equal(["Exempt 2025-03-01 2025-09-01", "Suspended 2025-10-01 2026-02-01", "Died 2026-02-01 "], facts.Select(f => $"{f.Kind} {f.Since} {f.Until}"));
        Assert.Equal(Member.Types.Status.Ended, (await register.Members.GetMemberAsync(new GetMemberRequest { Name = member.Name }, register.Board)).Status);
        Assert.Contains("MemberChanged", await register.EventsAsync(member.Name));
        Assert.Equal(["MemberFactChanged", "MemberFactChanged"], await register.EventsAsync(exempt.Name));
    }

    [Fact]
    public async Task What_the_facts_do_not_allow_is_refused_and_says_why()
    {
        var member = await register.CreateAsync(register.Person());
        await register.FactAsync(member.Name, Exemption("2025-03-01"));
        var refusal = await register.RefusedFactAsync(member.Name, Exemption("2025-05-01"));
        Assert.Equal(("FACT_OVERLAPS", "EXEMPT", "2025-03-01"), (refusal.Reason, refusal.Metadata["kind"], refusal.Metadata["since"]));
        (await register.RefusedFactAsync(member.Name, Exemption("2018-03-02"))).Is(StatusCode.FailedPrecondition, "BEFORE_ADMISSION");
        (await register.RefusedFactAsync(member.Name, new MemberFact { Kind = Kind.Died, Since = "2025-02-01" })).Is(StatusCode.FailedPrecondition, "FACT_OVERLAPS");
        await register.FactAsync(member.Name, new MemberFact { Kind = Kind.Resigned, Since = "2026-01-01", Document = "9-QĐ/ĐU" });
        (await register.RefusedFactAsync(member.Name, new MemberFact { Kind = Kind.Expelled, Since = "2026-02-01", Document = "9-QĐ/ĐU" })).Is(StatusCode.FailedPrecondition, "MEMBER_LEFT");
        (await register.RefusedFactAsync(member.Name, new MemberFact { Kind = Kind.Suspended, Since = "2026-02-01", Document = "9-QĐ/ĐU" })).Is(StatusCode.FailedPrecondition, "MEMBER_LEFT");
    }

    [Fact]
    [Rule("R-EXM-1")]
    public async Task Other_grounds_need_the_committee_and_a_temporary_exemption_is_short()
    {
        var member = await register.CreateAsync(register.Person());
        var fact = Exemption("2026-01-05");
        fact.Ground = Ground.Abroad;
        (await register.RefusedFactAsync(member.Name, fact)).IsForbidden("member_fact.committee_document COMMITTEE_DECIDES", "R-EXM-1");
        (fact.Kind, fact.CommitteeDocument, fact.Until) = (Kind.TemporarilyExempt, "7-QĐ/ĐU", "2027-01-05");
        (await register.RefusedFactAsync(member.Name, fact)).IsForbidden("member_fact.until EXEMPTION_TOO_LONG", "R-EXM-1");
        fact.Until = "2027-01-04";
        Assert.Equal(Standing.Exempt, await StandingAfterAsync(member.Name, fact, "2026-06-01"));
    }

    [Fact]
    [Rule("R-DEL-2")]
    [Rule("R-DEL-4")]
    public async Task A_deletion_is_judged_by_ground_and_votes_and_can_be_complained_of()
    {
        var (_, member) = await register.CellOfAsync(9);
        var fact = new MemberFact
        {
            Kind = Kind.Deleted, Ground = Ground.NoProgress, Since = "2026-03-02", Document = "3-QĐ/ĐU", EducatedOn = "2025-04-02",
            Votes = new MemberFact.Types.Votes { Date = "2026-02-03", CellInFavour = 5, SuperiorInFavour = 5, SuperiorSitting = 9 },
        };
        Assert.Equal(["member_fact.educated_on EDUCATED_TOO_LATE", "member_fact.votes DELETION_NOT_CARRIED"], (await register.RefusedFactAsync(member.Name, fact)).Fields);
        (fact.EducatedOn, fact.Votes.CellInFavour) = ("2025-03-02", 6);
        var deleted = await register.FactAsync(member.Name, fact);
        Assert.Equal(9, deleted.Votes.CellDenominator);
        Assert.Equal(["R-DEL-5 2026-04-13"], await register.DueAsync(deleted.Name, RegisterFixture.NaTau, "2026-03-02"));
    }

    [Fact]
    [Rule("R-FILE-2")]
    public async Task A_fact_is_taken_back_with_a_consent_and_both_stay()
    {
        var member = await register.CreateAsync(register.Person());
        var died = await register.FactAsync(member.Name, new MemberFact { Kind = Kind.Died, Since = "2026-02-01" });
        (await Refusal.OfAsync(register.Facts.RetractMemberFactAsync(new RetractMemberFactRequest { Name = died.Name }, register.Board))).IsInvalid("consent FIELD_REQUIRED");
        await register.Facts.RetractMemberFactAsync(new RetractMemberFactRequest { Name = died.Name, Consent = "4-CV/ĐU" }, register.Board);
        Assert.Equal(Standing.Active, await register.StandingAsync(member.Name, "2026-03-01"));
        var all = await register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = member.Name, WithRetracted = true }, register.Board);
        Assert.NotNull(Assert.Single(all.MemberFacts).RetractTime);
        Assert.Empty((await register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = member.Name }, register.Board)).MemberFacts);
        Assert.Equal(["CreateMemberFact", "RetractMemberFact"], await register.AuditAsync(died.Name));
    }

    [Fact]
    [Rule("R-FILE-2")]
    public async Task With_an_end_that_is_taken_back_goes_all_that_followed_from_it()
    {
        var member = await register.CreateAsync(register.Person());
        var exempt = await register.FactAsync(member.Name, Exemption("2025-03-01"));
        var transfer = await register.TransferAsync(RegisterFixture.Leaving(member.Name));
        var died = await register.FactAsync(member.Name, new MemberFact { Kind = Kind.Died, Since = "2026-02-02" });
        Assert.Equal(["R-TRF-1 2026-04-03"], await register.DueAsync(transfer.Name, RegisterFixture.NaTau, "2026-02-01"));
        Assert.Empty(await register.DueAsync(transfer.Name, RegisterFixture.NaTau, "2026-02-02"));
        var called = Assert.Single((await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Case = transfer.Name }, register.Board)).Deadlines);
        Assert.Equal((Deadline.Types.State.Cancelled, "2026-02-02"), (called.State, called.ClosedOn));
        await register.Facts.RetractMemberFactAsync(new RetractMemberFactRequest { Name = died.Name, Consent = "4-CV/ĐU" }, register.Board);
        Assert.Equal(Standing.Exempt, await register.StandingAsync(member.Name, "2026-03-01"));
        Assert.Equal("", Assert.Single((await register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = member.Name }, register.Board)).MemberFacts).Until);
        Assert.Equal(["R-TRF-1 2026-04-03"], await register.DueAsync(transfer.Name, RegisterFixture.NaTau, "2026-02-02"));
        Assert.Equal(3, (await register.EventsAsync(exempt.Name)).Count);
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_nobody_sees_others()
    {
        var member = await register.CreateAsync(register.Person());
        (await register.RefusedFactAsync(member.Name, new MemberFact())).IsInvalid("member_fact.kind FIELD_REQUIRED", "member_fact.since FIELD_REQUIRED", "member_fact.document FIELD_REQUIRED");
        (await register.RefusedFactAsync(member.Name, new MemberFact { Kind = Kind.Exempt, Since = "2999-01-01", Document = "1" }))
            .IsInvalid("member_fact.ground FIELD_REQUIRED", "member_fact.since DATE_IN_FUTURE");
        var elsewhere = register.As("clerk", RegisterFixture.MuongPhang);
        (await Refusal.OfAsync(register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = member.Name }, elsewhere))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private static MemberFact Exemption(string since) => new() { Kind = Kind.Exempt, Ground = Ground.OldAge, Since = since, Document = "2-NQ/CB" };

    private async Task<Standing> StandingAfterAsync(string member, MemberFact fact, string day)
    {
        await register.FactAsync(member, fact);
        return await register.StandingAsync(member, day);
    }
}
