using DienBien.Platform.Membership.Life;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using Departure = DienBien.Membership.V1.MemberFact.Types.Departure;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;

namespace DienBien.Platform.Membership.Admissions;

/// <summary>Who wants to be admitted again.</summary>
/// <param name="Left">When the membership ended.</param>
/// <param name="End">By which kind of fact.</param>
/// <param name="Departure">Why.</param>
/// <param name="Cleared">When the criminal record was cleared, or null without one.</param>
/// <param name="Times">How often the person was admitted again before.</param>
internal sealed record FormerMember(DateOnly Left, Kind End, Departure Departure, DateOnly? Cleared, int Times);

/// <summary>The rule of readmission (R-ADM-14) over plain facts.</summary>
internal static class Readmissions
{
    public static FormerMember AskOf(Comeback comeback, Departure departure, DateOnly? cleared) =>
        new(comeback.End.ValidFrom, comeback.End.KindValue, departure, cleared, comeback.Readmissions);

    /// <summary>What stands in the way for good.</summary>
    public static Findings Bar(Findings findings, PolicyVersion policy, FormerMember former, string field)
    {
        var asked = former.Departure is Departure.OwnRequest or Departure.Hardship;
        var ended = new Dictionary<string, string> { ["kind"] = EnumNames.Of(former.End) };
        // The dead, those who went to another province and those who have never lawfully been members are no former members.
        return findings.That(former.End is Kind.Deleted or Kind.Resigned or Kind.Expelled && asked == (former.End == Kind.Resigned), field, "DEPARTURE_CONTRADICTS", "readmission", ended)
            .That(!policy.Strings("readmissionNever").Contains(EnumNames.Of(former.Departure)), field, "READMISSION_BARRED", "readmissionNever")
            .That(former.Times < policy.Number("readmissionTimes"), field, "READMISSION_REPEATED", "readmissionTimes");
    }

    /// <summary>Holds a readmission against the rule.</summary>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="policy">The version in force.</param>
    /// <param name="former">Who it is.</param>
    /// <param name="day">The day on which it is considered.</param>
    /// <param name="dayField">The field of the day.</param>
    /// <param name="field">The field of the departure.</param>
    public static Findings Judge(Findings findings, PolicyVersion policy, FormerMember former, DateOnly day, string dayField, string field)
    {
        var from = EarliestOf(policy, former);
        return Bar(findings, policy, former, field)
            .That(from <= day, dayField, "READMISSION_TOO_EARLY", former.Cleared is null || from == Waited(policy, former) ? "readmission" : "readmissionCleared", new Dictionary<string, string> { ["date"] = IsoDate.Of(from) });
    }

    /// <summary>The first day on which the rule lets a readmission be considered.</summary>
    public static DateOnly EarliestOf(PolicyVersion policy, FormerMember former)
    {
        var cleared = former.Cleared is { } record ? Months.Add(record, policy.Term("readmissionCleared").Count) : DateOnly.MinValue;
        return cleared > Waited(policy, former) ? cleared : Waited(policy, former);
    }

    /// <summary>The provincial standing committee agrees in writing.</summary>
    public static void Consented(Findings findings, PolicyVersion policy, string consent, string field) =>
        findings.That(consent.Length > 0 || !policy.Flag("readmissionConsent"), field, "READMISSION_CONSENT_NEEDED", "readmissionConsent");

    private static DateOnly Waited(PolicyVersion policy, FormerMember former) => Months.Add(former.Left, policy.Term("readmission").Count);
}
