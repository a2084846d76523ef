using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using DienBien.Platform.Shared.Rules;
using Schooling = DienBien.Membership.V1.CandidatePerson.Types.Schooling;

namespace DienBien.Platform.Membership.Admissions;

/// <summary>A ballot held against a body: what it needed and whether it was carried.</summary>
/// <param name="Denominator">The members of the body that count.</param>
/// <param name="Needed">The least number of votes that carries it.</param>
/// <param name="Carried">True if there were as many.</param>
internal readonly record struct Outcome(int Denominator, int Needed, bool Carried);

/// <summary>The rules of admission and of becoming official (R-ADM, R-OFF) over plain facts, every number from the pinned policy.</summary>
internal static class AdmissionRules
{
    private static readonly Policy Policy = RegisterPolicies.All["admission"];

    /// <summary>The version that a case pins when it opens on a day (R-VER-1).</summary>
    public static PolicyVersion On(DateOnly day) => Policy.OnOrFirst(day);

    /// <summary>The version that a case has pinned.</summary>
    public static PolicyVersion Version(string label) => Policy.Version(label);

    /// <summary>R-ADM-1: full years are counted by month, on the day of the cell's consideration.</summary>
    public static void Age(Findings findings, PolicyVersion policy, DateOnly born, DateOnly day, bool consent)
    {
        var months = Months.Between(born, day);
        findings.That(months >= policy.Term("minAge").Count, "candidate.person.birth_date", "TOO_YOUNG", "minAge", Of("months", months))
            .That(months <= policy.Term("maxAge").Count || consent, "step.decision.consent", "AGE_CONSENT_NEEDED", "maxAge", Of("months", months));
    }

    /// <summary>True if the age needs the consent of the provincial standing committee before the decision (R-ADM-1).</summary>
    public static bool IsAboveAge(PolicyVersion policy, DateOnly born, DateOnly day) => Months.Between(born, day) > policy.Term("maxAge").Count;

    /// <summary>The parameter that holds the least schooling for a person of a place (R-ADM-2).</summary>
    public static string SchoolingParameter(bool specialArea, bool respected) => (specialArea, respected) switch
    {
        (true, true) => "educationRespected",
        (true, false) => "educationSpecialArea",
        _ => "education",
    };

    /// <summary>R-ADM-2: the least schooling depends on the area and the person.</summary>
    public static bool IsSchooled(PolicyVersion policy, Schooling schooling, bool specialArea, bool respected) =>
        EnumNames.TryParse<Schooling>(policy.Text(SchoolingParameter(specialArea, respected)), out var least) && schooling >= least;

    /// <summary>True if the schooling passes only by the exception that needs the province's consent (R-ADM-2).</summary>
    public static bool NeedsSchoolingConsent(PolicyVersion policy, Schooling schooling, bool specialArea, bool respected) =>
        IsSchooled(policy, schooling, specialArea, respected) && respected && !IsSchooled(policy, schooling, specialArea, respected: false);

    /// <summary>R-ADM-3: the certificate is good up to the same day of the sixtieth month.</summary>
    public static bool IsFresh(PolicyVersion policy, string parameter, DateOnly since, DateOnly day) => day <= Months.Add(since, policy.Term(parameter).Count);

    /// <summary>R-ADM-4: an introducer has known the candidate for long enough, unless he takes another's place.</summary>
    public static bool IsAcquainted(PolicyVersion policy, DateOnly since, DateOnly day, bool replacement) =>
        replacement || Months.Add(since, policy.Term("acquaintance").Count) <= day;

    /// <summary>R-ADM-5: what has to be made anew for a dossier that nobody has considered for too long.</summary>
    public static string[] ToRenew(PolicyVersion policy, DateOnly opened, DateOnly day) => IsFresh(policy, "dossierFresh", opened, day) ? [] : policy.Strings("dossierRedo");

    /// <summary>R-ADM-7, R-ADM-8: a ballot needs a share of the body, never of those present.</summary>
    public static Outcome Carries(PolicyVersion policy, string parameter, int inFavour, int denominator)
    {
        var ratio = policy.Ratio(parameter);
        var strict = parameter == "standingMajority";
        var needed = Needed(ratio, denominator, strict);
        return new Outcome(denominator, needed, denominator > 0 && inFavour >= needed);
    }

    /// <summary>The parameter that holds the majority of a deciding body (R-ADM-8).</summary>
    public static string MajorityOf(CandidateStep.Types.Decision.Types.Body body) =>
        body == CandidateStep.Types.Decision.Types.Body.Committee ? "delegatedMajority" : "standingMajority";

    /// <summary>
    /// R-ADM-9: who decides. Above a grassroots committee it is the superior's standing committee; a delegated grassroots committee
    /// decides itself, as a whole or by its standing committee, as the version in force says.
    /// </summary>
    /// <param name="policy">The pinned version.</param>
    /// <param name="kind">The kind of the organisation that decided.</param>
    /// <param name="body">The body that decided.</param>
    public static bool MayDecide(PolicyVersion policy, string kind, CandidateStep.Types.Decision.Types.Body body) =>
        policy.Strings("decidingKinds").Contains(kind)
            ? body == CandidateStep.Types.Decision.Types.Body.StandingCommittee
            : kind == "GRASSROOTS" && EnumNames.Of(body) == policy.Text("delegatedBody");

    /// <summary>R-OFF-1: probation ends after twelve months, whatever the meeting or the decision.</summary>
    public static DateOnly OfficialOn(PolicyVersion policy, DateOnly ceremony) => Months.Add(ceremony, policy.Term("probation").Count);

    private static int Needed(Ratio ratio, int members, bool strict)
    {
        for (var votes = 0; votes <= members; votes++)
        {
            if (Ratio.Meets(votes, members, strict ? Comparison.Greater : Comparison.AtLeast, ratio) == true)
            {
                return votes;
            }
        }

        return members + 1;
    }

    private static Dictionary<string, string> Of(string key, int value) => new() { [key] = value.ToString(CultureInfo.InvariantCulture) };
}
