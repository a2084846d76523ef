using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using DienBien.Platform.Shared.Rules;
using Ground = DienBien.Membership.V1.MemberFact.Types.Ground;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;
using Standing = DienBien.Membership.V1.ListMemberFactsResponse.Types.Standing;

namespace DienBien.Platform.Membership.Life;

/// <summary>The rules of exemption and deletion (R-EXM, R-DEL) over plain facts.</summary>
internal static class LifeRules
{
    private static readonly Policy Policy = RegisterPolicies.All["member-life"];

    public static PolicyVersion On(DateOnly day) => Policy.OnOrFirst(day);

    public static PolicyVersion Version(string label) => Policy.Version(label);

    /// <summary>True for a fact that ends the membership.</summary>
    public static bool Ends(Kind kind) => kind is Kind.Deleted or Kind.Resigned or Kind.Expelled or Kind.Died or Kind.AdmissionCancelled or Kind.TransferredOut;

    /// <summary>True for a fact by which a former member is one again.</summary>
    public static bool ComesBack(Kind kind) => kind is Kind.Readmitted or Kind.Restored;

    /// <summary>True for an exemption of either sort; two of them can't hold at a time.</summary>
    public static bool Exempts(Kind kind) => kind is Kind.Exempt or Kind.TemporarilyExempt;

    /// <summary>R-EXM-1: true if the cell decides; the superior is informed.</summary>
    public static bool CellDecides(PolicyVersion policy, Ground ground) => policy.Strings("exemptByCell").Contains(EnumNames.Of(ground));

    /// <summary>R-EXM-2, R-TRF-5: exempt and temporarily absent members count in a ballot if they came and voted, and only then.</summary>
    /// <param name="policy">The version in force.</param>
    /// <param name="official">The official members of the cell.</param>
    /// <param name="exempt">Those of them who are exempt or away.</param>
    /// <param name="attending">Those of the exempt who came and voted.</param>
    public static int Denominator(PolicyVersion policy, int official, int exempt, int attending) =>
        official - exempt + (policy.Flag("attendingExemptCounts") ? attending : 0);

    /// <summary>R-DEL-2: a member was educated at least twelve months ago.</summary>
    public static bool HadTime(PolicyVersion policy, DateOnly educated, DateOnly day) => Months.Add(educated, policy.Term("noProgress").Count) <= day;

    /// <summary>R-DEL-3: breaches in years that follow each other.</summary>
    public static bool RunsOn(PolicyVersion policy, IEnumerable<int> years)
    {
        var (wanted, run, last) = (policy.Number("breachYears"), 0, int.MinValue);
        foreach (var year in years.Distinct().Order())
        {
            run = year == last + 1 ? run + 1 : 1;
            last = year;
            if (run >= wanted)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>R-DEL-4: two thirds of the cell. Without that the superior body has nothing to decide.</summary>
    public static bool CellCarries(PolicyVersion policy, int inFavour, int cell) => Ratio.Meets(inFavour, cell, Comparison.AtLeast, policy.Ratio("deletionCell")) == true;

    /// <summary>R-DEL-4: two thirds of the cell and more than half of the superior body.</summary>
    public static bool Carries(PolicyVersion policy, int cellInFavour, int cell, int superiorInFavour, int superior) =>
        CellCarries(policy, cellInFavour, cell) && Ratio.Meets(superiorInFavour, superior, Comparison.Greater, policy.Ratio("deletionSuperior")) == true;

    /// <summary>R-DEL-5: why a complaint is not taken up, or null if it is.</summary>
    /// <param name="policy">The version in force.</param>
    /// <param name="received">When the member received the decision; null while there is none.</param>
    /// <param name="complained">The day of the complaint.</param>
    /// <param name="inPerson">False if another complains on the member's behalf.</param>
    /// <param name="settledAtTheTop">True if the highest instance has settled it.</param>
    public static string? RefusalOf(PolicyVersion policy, DateOnly? received, DateOnly complained, bool inPerson, bool settledAtTheTop)
    {
        var reason = received is not { } day ? "NO_DECISION"
            : settledAtTheTop ? "SETTLED_AT_THE_TOP"
            : !inPerson ? "ON_BEHALF"
            : policy.Deadline("complaint", "", day, WorkingDays.Vietnam).IsOverdue(complained) ? "LATE"
            : null;
        return reason is null || policy.Strings("complaintRefusals").Contains(reason) ? reason : null;
    }

    /// <summary>How a member stands on a day. An end outweighs a suspension, that an exemption.</summary>
    public static Standing StandingOn(IEnumerable<(Kind Kind, DateOnly From, DateOnly To)> facts, DateOnly admitted, DateOnly? ended, DateOnly day)
    {
        if (day < admitted)
        {
            return Standing.NotYet;
        }

        if (ended <= day)
        {
            return Standing.Ended;
        }

        var holding = facts.Where(fact => fact.From <= day && fact.To > day).Select(fact => fact.Kind).ToList();
        return holding.Exists(Ends) ? Standing.Ended
            : holding.Contains(Kind.Suspended) ? Standing.Suspended
            : holding.Exists(Exempts) ? Standing.Exempt
            : holding.Contains(Kind.Away) ? Standing.Away
            : Standing.Active;
    }
}
