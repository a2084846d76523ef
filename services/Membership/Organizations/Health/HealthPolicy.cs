using DienBien.Platform.Shared.Policies;
using DienBien.Platform.Shared.Rules;

namespace DienBien.Platform.Membership.Organizations.Health;

/// <summary>The rules about the size of organisations and their committees, by the policy in force on a day.</summary>
internal sealed class HealthPolicy
{
    internal const string GrassrootsSmall = "GRASSROOTS_SMALL";

    internal const string CellLarge = "CELL_LARGE";

    private static readonly PerVersion<HealthPolicy> Versions = new(RegisterPolicies.All["organization-health"], version => new HealthPolicy(version));

    private HealthPolicy(PolicyVersion version) => Version = version;

    /// <summary>The version, with the terms of R-ORG-14 and R-ORG-15.</summary>
    public PolicyVersion Version { get; }

    /// <summary>The policy of a day; before the first version, that version.</summary>
    public static HealthPolicy On(DateOnly day) => Versions.On(day);

    /// <summary>The policy that a case has pinned.</summary>
    public static HealthPolicy Pinned(string label) => Versions.Pinned(label);

    /// <summary>What is not as it should be in an organisation.</summary>
    public IEnumerable<RuleFinding> Of(Headcount count)
    {
        var isCell = count.Kind is "CELL" or "GRASSROOTS_CELL" or "TEMPORARY_CELL";
        if (isCell && count.Official < Version.Number("officialAtLeast"))
        {
            yield return Found("OFFICIAL_MEMBERS_FEW", "officialAtLeast", ("official", count.Official));
        }

        foreach (var finding in isCell && count.Kind != "TEMPORARY_CELL" ? OfCommittee(count) : [])
        {
            yield return finding;
        }

        if (count.Kind == "GRASSROOTS" && count.Total < Version.Number("grassrootsAtLeast") && !count.Consents.Contains("SMALL_GRASSROOTS"))
        {
            yield return Found(GrassrootsSmall, "grassrootsAtLeast", ("members", count.Total));
        }

        if (count.Kind == "GRASSROOTS_CELL" && count.Total >= Version.Number("grassrootsAtLeast"))
        {
            yield return Found("GRASSROOTS_CELL_LARGE", "grassrootsAtLeast", ("members", count.Total));
        }

        if (count.Kind == "CELL" && count.Total > Version.Number("cellAtMost") && !count.Consents.Contains("LARGE_CELL"))
        {
            yield return Found(CellLarge, "cellAtMost", ("members", count.Total));
        }

        if (count.Kind == "CELL" && count.Total >= Version.Number("partyGroupsFrom"))
        {
            yield return Found("PARTY_GROUPS_EXPECTED", "partyGroupsFrom", ("members", count.Total)) with { IsHint = true };
        }
    }

    /// <summary>Why a cell may not hold its next meeting by party groups, or null if it may (R-ORG-5).</summary>
    /// <param name="members">Its members.</param>
    /// <param name="held">How many it has held in the year.</param>
    public RuleFinding? GroupMeeting(int members, int held) =>
        members < Version.Number("groupMeetingsFrom") ? Found("GROUP_MEETING_MEMBERS", "groupMeetingsFrom", ("members", members))
        : held >= Version.Number("groupMeetingsPerYear") ? Found("GROUP_MEETINGS_OFTEN", "groupMeetingsPerYear", ("held", held))
        : null;

    /// <summary>Why a standing committee is too large, or null (R-ORG-7).</summary>
    /// <param name="kind">The organisation's kind.</param>
    /// <param name="newlyFormed">True for a provincial body newly formed under the Politburo's exception.</param>
    /// <param name="standing">Its members.</param>
    /// <param name="committee">Those of the whole committee.</param>
    public RuleFinding? Standing(string kind, bool newlyFormed, int standing, int committee)
    {
        if (Version.Strings("standingOwnRule").Contains(kind))
        {
            return null;
        }

        var (parameter, fits) = newlyFormed && kind == "PROVINCE"
            ? ("standingNewBodyBelow", Ratio.Meets(standing, committee, Comparison.AtLeast, Version.Ratio("standingNewBodyBelow")) == false)
            : ("standingAtMost", AtMost(standing, committee, "standingAtMost"));
        return fits ? null : Found("STANDING_COMMITTEE_LARGE", parameter, ("standing", standing), ("committee", committee));
    }

    /// <summary>Why no more committee members may be appointed, or null (R-ORG-8).</summary>
    /// <param name="kind">The organisation's kind.</param>
    /// <param name="set">How many members the congress set.</param>
    /// <param name="appointed">How many are appointed beside those elected.</param>
    public RuleFinding? Extra(string kind, int set, int appointed)
    {
        var parameter = Version.Strings("aboveGrassroots").Contains(kind) ? "extraAbove" : "extraGrassroots";
        return AtMost(appointed, set, parameter) ? null : Found("EXTRA_MEMBERS_MANY", parameter, ("appointed", appointed), ("set", set));
    }

    /// <summary>Why members may not leave a committee together, or null (R-ORG-9).</summary>
    /// <param name="elected">How many members were elected.</param>
    /// <param name="moved">How many of them leave.</param>
    /// <param name="merger">True if a merger makes them leave.</param>
    public RuleFinding? Moved(int elected, int moved, bool merger) =>
        merger || AtMost(moved, elected, "movedAtMost") ? null : Found("MASS_MOVE_CONSENT", "movedAtMost", ("moved", moved), ("elected", elected));

    /// <summary>The day on which a seat ends by itself, or null if a decision of its own is needed (R-ORG-10).</summary>
    public DateOnly? SeatEnd(string reason, DateOnly decided) => Version.Strings("seatEndsBy").Contains(reason) ? decided : null;

    /// <summary>Why an organisation has no inspection committee, or null if it has (R-ORG-11).</summary>
    public RuleFinding? Inspection(string kind) => Version.Strings("inspectionKinds").Contains(kind) ? null : Found("INSPECTION_COMMITTEE_KIND", "inspectionKinds");

    /// <summary>Why an organisation may not sign decisions, or null if it may (R-ORG-12).</summary>
    public RuleFinding? Seal(string kind) => Version.Strings("sealKinds").Contains(kind) ? null : Found("SEAL_MISSING", "sealKinds");

    private IEnumerable<RuleFinding> OfCommittee(Headcount count)
    {
        var from = Version.Number("committeeFrom");
        if (count.Official >= from && count.Committee == 0)
        {
            yield return Found("COMMITTEE_MISSING", "committeeFrom", ("official", count.Official));
        }

        if (count.Official < from && (count.PlainMembers > 0 || count.Committee > 1 + Version.Number("deputiesWithoutCommittee")))
        {
            yield return Found("COMMITTEE_TOO_EARLY", "deputiesWithoutCommittee", ("official", count.Official), ("committee", count.Committee));
        }

        if (count.Committee > Version.Number("committeeAtMost"))
        {
            yield return Found("COMMITTEE_LARGE", "committeeAtMost", ("committee", count.Committee));
        }
    }

    private bool AtMost(int part, int whole, string parameter) => part == 0 || Ratio.Meets(part, whole, Comparison.Greater, Version.Ratio(parameter)) == false;

    private RuleFinding Found(string reason, string parameter, params (string, int)[] figures) => new(reason, Version[parameter], false, figures);
}
