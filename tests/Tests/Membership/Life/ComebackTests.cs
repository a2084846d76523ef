using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Departure = DienBien.Membership.V1.MemberFact.Types.Departure;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Standing = DienBien.Membership.V1.ListMemberFactsResponse.Types.Standing;
using Status = DienBien.Membership.V1.Member.Types.Status;

namespace DienBien.Platform.Tests.Membership.Life;

/// <summary>Members who come back, by a fact.</summary>
[Collection(SharedRegister.Name)]
public sealed class ComebackTests(RegisterFixture register)
{
    private static readonly (string Day, Standing Standing, Status Status)[] Readmitted =
    [
        ("2018-06-01", Standing.Active, Status.Probationary), ("2022-08-31", Standing.Active, Status.Official), ("2022-09-01", Standing.Ended, Status.Ended),
        ("2025-08-31", Standing.Ended, Status.Ended), ("2025-09-01", Standing.Active, Status.Probationary), ("2026-09-10", Standing.Active, Status.Official),
    ];

    [Fact]
    [Rule("R-ADM-14")]
    public async Task A_readmission_begins_anew_and_the_earlier_membership_stays()
    {
        var (first, second) = (await register.CellAsync(), await register.CellAsync());
        var member = await register.CreateAsync(register.Person(), first.Name);
        var resigned = await register.FactAsync(member.Name, Resignation("2022-09-01"));
        var fact = await register.FactAsync(member.Name, Readmission("2025-09-01", second.Name));
        var back = await GetAsync(member.Name);
        Assert.Equal(("2018-03-03", "2025-09-01", "2025-09-10", "", second.Name), (back.AdmittedOn, back.ReadmittedOn, back.CeremonyOn, back.OfficialOn, back.Organization));
        // 1,096 days out of the Party.
        Assert.Equal("2021-03-03", back.PartyAgeFrom);
        Assert.Equal(["R-OFF-2 2026-10-22"], await register.DueAsync(fact.Name, RegisterFixture.NaTau, "2026-09-10"));
        var facts = await register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = member.Name }, register.Board);
        Assert.Equal([("Resigned", "2022-09-01", "2025-09-01", fact.Name), ("Readmitted", "2025-09-01", "", "")], facts.MemberFacts.Select(f => ($"{f.Kind}", f.Since, f.Until, f.EndedBy)));
        await MakeOfficialAsync(back, "2026-09-10");
        Assert.Empty(await register.DueAsync(fact.Name, RegisterFixture.NaTau, "2026-09-10"));
        foreach (var (day, standing, status) in Readmitted)
        {
            Assert.Equal(standing, await register.StandingAsync(member.Name, day));
            Assert.Equal((day, status), (day, await ListedAsync(string.CompareOrdinal(day, "2025-09-01") < 0 ? first : second, member.Name, day)));
        }

        Assert.Equal("1 -Resigned 0", await BalanceAsync(first, "2021-12-31", "2026-09-30"));
        Assert.Equal("0 +Readmitted 1", await BalanceAsync(second, "2021-12-31", "2026-09-30"));
        Assert.Equal("2025-09-01", Assert.Single(await register.HoldersAsync(new ListFigureMembersRequest { Parent = second.Name, Flow = Flow.Readmitted, From = "2024-12-31", To = "2025-12-31" })).ChangedOn);
        Assert.Equal(("OFFICIAL 1", "OFFICIAL 0"), (await StatusAsync(first, "2022-08-31"), await StatusAsync(second, "2026-01-01")));
        Assert.Equal(["MemberChanged", "MemberChanged", "MemberLeft", "MemberChanged", "MemberChanged"], await register.EventsAsync(member.Name));
        Assert.Equal(["MemberFactChanged", "MemberFactChanged"], await register.EventsAsync(resigned.Name));
    }

    [Fact]
    [Rule("R-ADM-14")]
    public async Task What_the_rule_forbids_is_refused_with_rule_and_clause()
    {
        var member = await register.CreateAsync(register.Person());
        (await register.RefusedFactAsync(member.Name, Readmission("2025-09-01"))).Is(StatusCode.FailedPrecondition, "MEMBER_NOT_ENDED");
        await register.FactAsync(member.Name, Resignation("2022-09-01"));
        var early = await register.RefusedFactAsync(member.Name, Readmission("2025-08-31"));
        early.IsForbidden("member_fact.since READMISSION_TOO_EARLY", "R-ADM-14");
        Assert.Equal(("P294 §3.5", "2025-09-01"), (early.Metadata["clause"], early.Metadata["date"]));
        (await register.RefusedFactAsync(member.Name, Readmission("2025-09-01", change: fact => fact.Departure = Departure.OwnRequest))).IsForbidden("member_fact.departure READMISSION_BARRED", "R-ADM-14");
        (await register.RefusedFactAsync(member.Name, Readmission("2025-09-01", change: fact => fact.Departure = Departure.OtherDeparture))).IsForbidden("member_fact.departure DEPARTURE_CONTRADICTS", "R-ADM-14");
        (await register.RefusedFactAsync(member.Name, Readmission("2025-09-01", change: fact => fact.Consent = ""))).IsForbidden("member_fact.consent READMISSION_CONSENT_NEEDED", "R-ADM-14");
        (await register.RefusedFactAsync(member.Name, Readmission("2022-09-01"))).Is(StatusCode.FailedPrecondition, "COMEBACK_NOT_AFTER_END");
        (await register.RefusedFactAsync(member.Name, new MemberFact { Kind = Kind.Readmitted, Since = "2025-09-01", Document = "1" })).IsInvalid("member_fact.departure FIELD_REQUIRED", "member_fact.ceremony_on FIELD_REQUIRED");
        var gone = await register.CellAsync();
        await register.DissolveAsync(gone.Name, "2024-01-01");
        (await register.RefusedFactAsync(member.Name, Readmission("2025-09-01", gone.Name))).Is(StatusCode.FailedPrecondition, "ORGANIZATION_DISSOLVED");
        await register.FactAsync(member.Name, Readmission("2025-09-01"));
        await register.FactAsync(member.Name, Resignation("2025-12-01"));
        Assert.Contains("member_fact.departure READMISSION_REPEATED", (await register.RefusedFactAsync(member.Name, Readmission("2026-09-01"))).Fields);
    }

    [Fact]
    public async Task A_restoration_leaves_age_and_official_date_and_lets_exemptions_last_on()
    {
        var cell = await register.CellAsync();
        var member = await register.CreateAsync(register.Person(), cell.Name);
        var exempt = await register.FactAsync(member.Name, new MemberFact { Kind = Kind.Exempt, Ground = MemberFact.Types.Ground.OldAge, Since = "2024-01-01", Document = "2-NQ/CB" });
        await register.FactAsync(member.Name, new MemberFact { Kind = Kind.Expelled, Since = "2025-03-01", Document = "9-QĐ/UBKT" });
        var restored = await register.FactAsync(member.Name, Restoration("2025-10-01"));
        var back = await GetAsync(member.Name);
        Assert.Equal(("2019-03-03", "", "", Status.Official), (back.OfficialOn, back.ReadmittedOn, back.PartyAgeFrom, back.Status));
        Assert.Equal([Standing.Exempt, Standing.Ended, Standing.Exempt], [await register.StandingAsync(member.Name, "2025-02-28"), await register.StandingAsync(member.Name, "2025-09-30"), await register.StandingAsync(member.Name, "2025-10-01")]);
        Assert.Equal(("1 -Expelled 0", "0 +Restored 1", "1 +Restored -Expelled 1"), (await BalanceAsync(cell, "2024-12-31", "2025-09-30"), await BalanceAsync(cell, "2025-09-30", "2025-12-31"), await BalanceAsync(cell, "2024-12-31", "2025-12-31")));
        Assert.Equal(("OFFICIAL 1", "OFFICIAL 0", "OFFICIAL 1"), (await StatusAsync(cell, "2025-02-28"), await StatusAsync(cell, "2025-03-01"), await StatusAsync(cell, "2025-10-01")));
        Assert.Equal((1, 0, 1), (await ElectorateAsync(cell, "2023-12-31"), await ElectorateAsync(cell, "2025-05-01"), await ElectorateAsync(cell, "2026-05-01", 1)));
        Assert.Equal(("", ""), ((await FactAsync(member.Name, exempt.Name)).Until, (await FactAsync(member.Name, restored.Name)).Until));
        (await register.RefusedFactAsync(member.Name, new MemberFact { Kind = Kind.Suspended, Since = "2025-05-01", Until = "2025-06-01", Document = "1" })).Is(StatusCode.FailedPrecondition, "MEMBER_LEFT");
    }

    [Fact]
    public async Task Only_what_a_decision_ended_is_restored()
    {
        var member = await register.CreateAsync(register.Person());
        await register.FactAsync(member.Name, Resignation("2025-09-01"));
        (await register.RefusedFactAsync(member.Name, Restoration("2025-10-01"))).IsForbidden("member_fact.kind RESTORATION_NOT_POSSIBLE", "R-DEL-5");
    }

    [Fact]
    [Rule("R-FILE-2")]
    public async Task A_comeback_is_taken_back_before_the_end_that_it_followed()
    {
        var cell = await register.CellAsync();
        var member = await register.CreateAsync(register.Person(), cell.Name);
        var exempt = await register.FactAsync(member.Name, new MemberFact { Kind = Kind.Exempt, Ground = MemberFact.Types.Ground.OldAge, Since = "2021-01-01", Document = "2-NQ/CB" });
        var expelled = await register.FactAsync(member.Name, new MemberFact { Kind = Kind.Expelled, Since = "2022-03-01", Document = "9-QĐ/UBKT" });
        foreach (var comeback in (MemberFact[])[Restoration("2025-10-01"), Readmission("2025-10-01", change: fact => fact.Departure = Departure.OtherDeparture)])
        {
            var fact = await register.FactAsync(member.Name, comeback);
            Assert.Equal("FACT_OVERLAPS", (await RefusedRetractionAsync(expelled.Name)).Reason);
            await RetractAsync(fact.Name);
            var former = await GetAsync(member.Name);
            Assert.Equal((Status.Ended, "2019-03-03", "", ""), (former.Status, former.OfficialOn, former.ReadmittedOn, former.PartyAgeFrom));
            Assert.Equal(("2022-03-01", ""), ((await FactAsync(member.Name, exempt.Name)).Until, (await FactAsync(member.Name, expelled.Name)).Until));
            Assert.Equal(Standing.Ended, await register.StandingAsync(member.Name, "2026-01-01"));
            Assert.Equal("0 0", await BalanceAsync(cell, "2024-12-31", "2026-01-01"));
            Assert.Empty(await register.DueAsync(fact.Name, RegisterFixture.NaTau, "2026-10-10"));
        }

        await RetractAsync(expelled.Name);
        Assert.Equal((Standing.Exempt, Status.Official), (await register.StandingAsync(member.Name, "2026-01-01"), (await GetAsync(member.Name)).Status));
    }

    [Fact]
    [Rule("R-OFF-5")]
    public async Task Badges_leave_the_time_out_of_the_Party_out_and_offices_do_not_come_back()
    {
        var cell = await register.CellAsync("1960-01-01");
        var member = await register.CreateAsync(new Member(register.Person()) { BirthDate = "1960-01-01", AdmittedOn = "1993-05-20", OfficialOn = "1994-05-20" }, cell.Name);
        await register.FactAsync(member.Name, Resignation("2022-09-01"));
        await register.FactAsync(member.Name, Readmission("2025-09-01"));
        var badges = new BadgeService.BadgeServiceClient(register.Channel);
        Assert.Empty((await badges.ListDueBadgesAsync(new ListDueBadgesRequest { Parent = cell.Name, AwardDay = "2023-05-19" }, register.Board)).DueBadges);
        var due = Assert.Single((await badges.ListDueBadgesAsync(new ListDueBadgesRequest { Parent = cell.Name, AwardDay = "2026-05-19" }, register.Board)).DueBadges);
        Assert.Equal((30, "2026-05-20"), (due.Level, due.FullOn));
    }

    [Fact]
    public async Task A_corrected_admission_moves_the_party_age_with_it()
    {
        var member = await register.CreateAsync(register.Person());
        await register.FactAsync(member.Name, Resignation("2022-09-01"));
        await register.FactAsync(member.Name, Readmission("2025-09-01"));
        var corrected = await UpdateAsync(new Member { Name = member.Name, AdmittedOn = "2018-03-01" }, "admitted_on");
        Assert.Equal(("2018-03-01", "2021-03-01", "2025-09-01"), (corrected.AdmittedOn, corrected.PartyAgeFrom, corrected.ReadmittedOn));
        (await Refusal.OfAsync(register.Members.UpdateMemberAsync(Update(new Member { Name = member.Name, OfficialOn = "2019-03-01" }, "official_on"), register.Board))).IsForbidden("member.official_on BEFORE_READMISSION", "R-ADM-14");
        (await Refusal.OfAsync(register.Members.UpdateMemberAsync(Update(new Member { Name = member.Name, AdmittedOn = "2023-01-01" }, "admitted_on"), register.Board))).IsForbidden("member.admitted_on BEFORE_READMISSION", "R-ADM-14");
    }

    internal static MemberFact Resignation(string since) => new() { Kind = Kind.Resigned, Since = since, Document = "8-QĐ/ĐU" };

    internal static MemberFact Readmission(string since, string cell = "", Action<MemberFact>? change = null)
    {
        var fact = new MemberFact
        {
            Kind = Kind.Readmitted, Since = since, CeremonyOn = DienBien.Platform.Shared.Calendar.IsoDate.Of(DienBien.Platform.Shared.Calendar.IsoDate.Parse(since).AddDays(9)),
            Organization = cell, Departure = Departure.Hardship, Document = "12-QĐ/ĐU", Consent = "3-CV/TU",
        };
        change?.Invoke(fact);
        return fact;
    }

    private static MemberFact Restoration(string since) => new() { Kind = Kind.Restored, Since = since, Document = "14-QĐ/UBKT" };

    private static UpdateMemberRequest Update(Member member, string path) => new() { Member = member, UpdateMask = new Google.Protobuf.WellKnownTypes.FieldMask { Paths = { path } } };

    private async Task<Member> UpdateAsync(Member member, string path) => await register.Members.UpdateMemberAsync(Update(member, path), register.Board);

    private Task<Member> MakeOfficialAsync(Member member, string day) => UpdateAsync(new Member { Name = member.Name, OfficialOn = day }, "official_on");

    private async Task<Member> GetAsync(string name) => await register.Members.GetMemberAsync(new GetMemberRequest { Name = name }, register.Board);

    private async Task<Status> ListedAsync(Organization cell, string member, string day)
    {
        foreach (var status in (Status[])[Status.Unspecified, Status.Ended])
        {
            var list = await register.Members.ListMembersAsync(new ListMembersRequest { Parent = cell.Name, AsOf = day, Status = status }, register.Board);
            if (list.Members.FirstOrDefault(m => m.Name == member) is { } found)
            {
                return found.Status;
            }
        }

        return Status.Unspecified;
    }

    private async Task<MemberFact> FactAsync(string member, string name) =>
        (await register.Facts.ListMemberFactsAsync(new ListMemberFactsRequest { Parent = member }, register.Board)).MemberFacts.Single(fact => fact.Name == name);

    private async Task RetractAsync(string fact) => await register.Facts.RetractMemberFactAsync(new RetractMemberFactRequest { Name = fact, Consent = "4-CV/ĐU" }, register.Board);

    private Task<Refusal> RefusedRetractionAsync(string fact) => Refusal.OfAsync(register.Facts.RetractMemberFactAsync(new RetractMemberFactRequest { Name = fact, Consent = "4-CV/ĐU" }, register.Board));

    private Task<int> ElectorateAsync(Organization cell, string day, int attending = 0) => register.ElectorateAsync(cell, day, attending);

    private async Task<string> BalanceAsync(Organization cell, string from, string to)
    {
        var balance = await register.BalanceAsync(cell.Name, from, to);
        var flows = balance.Increase.Select(f => (Sign: '+', f.Flow, f.Count)).Concat(balance.Decrease.Select(f => (Sign: '-', f.Flow, f.Count))).Where(f => f.Count > 0);
        return string.Join(' ', flows.Select(f => $"{f.Sign}{f.Flow}").Prepend($"{balance.Opening}").Append($"{balance.Closing}"));
    }

    private async Task<string> StatusAsync(Organization cell, string day) =>
        $"OFFICIAL {(await register.StatisticsAsync(cell.Name, day)).Figures.Single(f => f.Dimension == Dimension.Status && f.Value == "OFFICIAL").Count}";
}
