using DienBien.Platform.Membership;
using DienBien.Platform.Membership.Admissions;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Policies;
using DienBien.Platform.Tests.Rules;
using Xunit;
using Departure = DienBien.Membership.V1.MemberFact.Types.Departure;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Body = DienBien.Membership.V1.CandidateStep.Types.Decision.Types.Body;
using Schooling = DienBien.Membership.V1.CandidatePerson.Types.Schooling;

namespace DienBien.Platform.Tests.Membership.Admissions;

public sealed class AdmissionRuleTests
{
    private static readonly PolicyVersion P294 = AdmissionRules.Version("294-QĐ/TW");

    private static readonly PolicyVersion P208 = AdmissionRules.Version("208-QĐ/TW");

    [Theory]
    [Rule("R-VER-1")]
    [InlineData("2025-06-30", "232-QĐ/TW")]
    [InlineData("2025-07-01", "294-QĐ/TW")]
    [InlineData("2026-07-26", "208-QĐ/TW")]
    public void A_case_pins_the_version_of_its_first_day(string day, string version) => Assert.Equal(version, AdmissionRules.On(Day(day)).Version);

    [Theory]
    [Rule("R-ADM-1")]
    [InlineData("2008-10-31", "2026-10-01", "")]
    [InlineData("2008-10-01", "2026-09-30", "TOO_YOUNG")]
    [InlineData("1966-10-01", "2026-10-31", "")]
    [InlineData("1966-10-31", "2026-11-01", "AGE_CONSENT_NEEDED")]
    public void Full_years_are_counted_by_month(string born, string cell, string reason)
    {
        var findings = new Findings(P294);
        AdmissionRules.Age(findings, P294, Day(born), Day(cell), consent: false);
        Assert.Equal(reason, ReasonOf(findings));
    }

    [Theory]
    [Rule("R-ADM-2")]
    [InlineData(false, false, "LOWER_SECONDARY")]
    [InlineData(true, false, "PRIMARY")]
    [InlineData(true, true, "LITERATE")]
    [InlineData(false, true, "LOWER_SECONDARY")]
    public void The_least_schooling_depends_on_the_area_and_the_person(bool area, bool respected, string least)
    {
        var lowest = DienBien.Platform.Shared.EnumNames.TryParse<Schooling>(least, out var level) ? level : default;
        foreach (var schooling in (Schooling[])[Schooling.Literate, Schooling.Primary, Schooling.LowerSecondary, Schooling.UpperSecondary])
        {
            Assert.Equal(schooling >= lowest, AdmissionRules.IsSchooled(P294, schooling, area, respected));
            Assert.Equal(area && respected && schooling == Schooling.Literate, AdmissionRules.NeedsSchoolingConsent(P294, schooling, area, respected));
        }
    }

    [Theory]
    [Rule("R-ADM-3")]
    [InlineData("2021-05-10", "2026-05-10", true)]
    [InlineData("2021-05-10", "2026-05-11", false)]
    public void A_certificate_is_good_for_60_months(string certified, string cell, bool fresh) => Assert.Equal(fresh, AdmissionRules.IsFresh(P294, "certificateValid", Day(certified), Day(cell)));

    [Theory]
    [Rule("R-ADM-4")]
    [InlineData("2025-04-01", "2026-03-01", false, false)]
    [InlineData("2025-03-01", "2026-03-01", false, true)]
    [InlineData("2026-02-01", "2026-03-01", true, true)]
    public void An_introducer_has_known_the_person_for_12_months(string since, string day, bool replacement, bool ok) =>
        Assert.Equal(ok, AdmissionRules.IsAcquainted(P294, Day(since), Day(day), replacement));

    [Theory]
    [Rule("R-ADM-5")]
    [InlineData("2025-03-10", "2026-03-10", 0)]
    [InlineData("2025-03-10", "2026-03-11", 4)]
    public void An_old_dossier_is_renewed_in_four_points(string opened, string cell, int items) => Assert.Equal(items, AdmissionRules.ToRenew(P294, Day(opened), Day(cell)).Length);

    [Theory]
    [Rule("R-ADM-6")]
    [Rule("R-ADM-10")]
    [Rule("R-ADM-11")]
    [Rule("R-ADM-12")]
    [Rule("R-ADM-13")]
    [Rule("R-OFF-2")]
    [InlineData("vettingHome", 30)]
    [InlineData("vettingAbroad", 90)]
    [InlineData("decision", 45)]
    [InlineData("decisionExtension", 15)]
    [InlineData("ceremony", 30)]
    [InlineData("movedCeremony", 30)]
    [InlineData("movedDecision", 30)]
    [InlineData("declaration", 30)]
    [InlineData("officialConsideration", 30)]
    [InlineData("officialDecision", 30)]
    [InlineData("officialExtension", 15)]
    public void Terms_are_in_working_days_and_end_with_the_last_of_them(string parameter, int days)
    {
        var start = new DateOnly(2026, 3, 2);
        var deadline = P294.Deadline(parameter, "", start, WorkingDays.Vietnam);
        Assert.Equal(WorkingDays.Vietnam.Add(start, days).Date, deadline.DueDate);
        Assert.False(deadline.IsOverdue(WorkingDays.Vietnam.Add(start, days).Date));
        Assert.True(deadline.IsOverdue(WorkingDays.Vietnam.Add(start, days + 1).Date));
    }

    [Theory]
    [Rule("R-ADM-7")]
    [Rule("R-ADM-8")]
    [Rule("R-DEL-4")]
    [InlineData("cellMajority", 9, 6)]
    [InlineData("cellMajority", 20, 14)]
    [InlineData("committeeMajority", 15, 10)]
    [InlineData("delegatedMajority", 15, 10)]
    [InlineData("standingMajority", 9, 5)]
    [InlineData("standingMajority", 8, 5)]
    public void Majorities_are_shares_of_the_body(string parameter, int members, int needed)
    {
        Assert.Equal(new Outcome(members, needed, true), AdmissionRules.Carries(P294, parameter, needed, members));
        Assert.Equal(new Outcome(members, needed, false), AdmissionRules.Carries(P294, parameter, needed - 1, members));
    }

    [Theory]
    [Rule("R-ADM-9")]
    [InlineData("COMMUNE", Body.StandingCommittee, true, true)]
    [InlineData("WARD", Body.StandingCommittee, true, true)]
    [InlineData("AGENCY_BLOC", Body.StandingCommittee, true, true)]
    [InlineData("PROVINCE", Body.StandingCommittee, true, true)]
    [InlineData("COMMUNE", Body.Committee, false, false)]
    [InlineData("GRASSROOTS", Body.Committee, true, false)]
    [InlineData("GRASSROOTS", Body.StandingCommittee, false, true)]
    [InlineData("SECTIONAL", Body.Committee, false, false)]
    [InlineData("CELL", Body.Committee, false, false)]
    public void Who_decides_depends_on_the_organisation_and_the_version(string kind, Body body, bool by294, bool by208) =>
        Assert.Equal((by294, by208), (AdmissionRules.MayDecide(P294, kind, body), AdmissionRules.MayDecide(P208, kind, body)));

    [Fact]
    [Rule("R-ADM-11")]
    public void The_ceremony_is_counted_from_receipt_or_from_issue() => Assert.Equal(("RECEIPT", "ISSUE"), (P294.Text("ceremonyFrom"), P208.Text("ceremonyFrom")));

    [Theory]
    [Rule("R-ADM-14")]
    [InlineData("2023-03-01", null, Departure.OtherDeparture, 0, "2026-02-01", "READMISSION_TOO_EARLY")]
    [InlineData("2023-03-01", null, Departure.OtherDeparture, 0, "2026-03-01", "")]
    [InlineData("2023-03-01", null, Departure.OtherDeparture, 1, "2026-03-01", "READMISSION_REPEATED")]
    [InlineData("2015-03-01", "2021-04-01", Departure.LessSeriousCrime, 0, "2026-03-01", "READMISSION_TOO_EARLY")]
    [InlineData("2015-03-01", "2021-03-01", Departure.LessSeriousCrime, 0, "2026-03-01", "")]
    [InlineData("2015-03-01", null, Departure.SelfAbandonment, 0, "2026-03-01", "READMISSION_BARRED")]
    [InlineData("2015-03-01", null, Departure.Disunity, 0, "2026-03-01", "READMISSION_BARRED")]
    [InlineData("2015-03-01", null, Departure.Corruption, 0, "2026-03-01", "READMISSION_BARRED")]
    [InlineData("2015-03-01", null, Departure.SeriousCrime, 0, "2026-03-01", "READMISSION_BARRED")]
    [InlineData("2015-03-01", null, Departure.OwnRequest, 0, "2026-03-01", "READMISSION_BARRED")]
    [InlineData("2015-03-01", null, Departure.Hardship, 0, "2026-03-01", "")]
    public void A_former_member_returns_after_36_months_and_once(string left, string? cleared, Departure departure, int times, string day, string reason)
    {
        var end = departure is Departure.OwnRequest or Departure.Hardship ? Kind.Resigned : Kind.Expelled;
        var former = new FormerMember(Day(left), end, departure, cleared is null ? null : Day(cleared), times);
        Assert.Equal(reason, ReasonOf(Readmissions.Judge(new Findings(P294), P294, former, Day(day), "date", "departure")));
    }

    [Theory]
    [Rule("R-OFF-1")]
    [InlineData("2025-03-15", "2026-03-15")]
    [InlineData("2024-02-29", "2025-02-28")]
    public void Probation_ends_12_months_after_the_ceremony(string ceremony, string official) => Assert.Equal(Day(official), AdmissionRules.OfficialOn(P294, Day(ceremony)));

    [Fact]
    public void A_rule_with_a_weak_source_tells_and_does_not_refuse()
    {
        var findings = new Findings(P208).That(false, "step.decision.body", "NOT_THE_DECIDER", "delegatedBody", new Dictionary<string, string> { ["kind"] = "CELL" });
        findings.OrThrow();
        Assert.Equal(("R-ADM-9", "208-QĐ/TW, theo hỏi đáp"), findings.ToProto().Select(f => (f.Rule, f.Clause)).Single());
        Assert.Throws<Problem>(new Findings(P294).That(false, "x", "TOO_YOUNG", "minAge").OrThrow);
    }

    private static string ReasonOf(Findings findings)
    {
        try
        {
            findings.OrThrow();
            return "";
        }
        catch (Problem refusal)
        {
            return refusal.Reason;
        }
    }

    private static DateOnly Day(string text) => IsoDate.Parse(text);
}
