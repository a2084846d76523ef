using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>What a member's presences add to the figures of a part of the tree, and on which day.</summary>
internal static class Contributions
{
    public const string Total = "TOTAL";

    public const string Official = "OFFICIAL";

    private const string Born = "BORN:";

    /// <summary>Adds a member's presences.</summary>
    /// <param name="presences">All presences of the member, none of them empty.</param>
    /// <param name="inside">Whether a presence lies in the part.</param>
    /// <param name="sign">1, or -1 to take them away.</param>
    /// <param name="add">Takes a day, a figure and a number.</param>
    public static void Of(IReadOnlyList<PresenceRow> presences, Func<PresenceRow, bool> inside, int sign, Action<DateOnly, string, int> add)
    {
        foreach (var presence in presences.Where(inside))
        {
            foreach (var figure in Figures(presence))
            {
                Stock(figure, presence.ValidFrom, presence.ValidTo, sign, add);
            }

            var official = presence.OfficialOn > presence.ValidFrom ? presence.OfficialOn : presence.ValidFrom;
            if (official < presence.ValidTo)
            {
                Stock(Official, official, presence.ValidTo, sign, add);
            }
        }

        foreach (var (_, day, flow) in Flows(presences, inside))
        {
            add(day, KeyOf(flow), sign);
        }
    }

    /// <summary>With which presences a member came into a part of the tree or left it, on which day and why.</summary>
    public static IEnumerable<(PresenceRow Presence, DateOnly Day, Flow Flow)> Flows(IReadOnlyList<PresenceRow> presences, Func<PresenceRow, bool> inside)
    {
        foreach (var presence in presences.Where(inside))
        {
            if (Came(presence, presences, inside) is { } increase)
            {
                yield return (presence, presence.ValidFrom, increase);
            }

            if (Went(presence, presences, inside) is { } decrease)
            {
                yield return (presence, presence.ValidTo, decrease);
            }
        }
    }

    public static string KeyOf(Dimension dimension, string? value) => $"{EnumNames.Of(dimension)}:{value}";

    public static string KeyOf(Flow flow) => "FLOW:" + EnumNames.Of(flow);

    /// <summary>The year of birth that a figure counts, or null if it counts something else.</summary>
    public static int? BirthYearOf(string key) => key.StartsWith(Born, StringComparison.Ordinal) ? int.Parse(key.AsSpan(Born.Length), CultureInfo.InvariantCulture) : null;

    private static string[] Figures(PresenceRow presence) =>
    [
        Total, KeyOf(Dimension.Sex, presence.Sex), string.Create(CultureInfo.InvariantCulture, $"{Born}{presence.BirthYear}"), KeyOf(Dimension.Ethnicity, presence.Ethnicity),
        KeyOf(Dimension.Education, presence.Education), KeyOf(Dimension.Sector, presence.Sector),
    ];

    private static void Stock(string figure, DateOnly from, DateOnly to, int sign, Action<DateOnly, string, int> add)
    {
        add(from, figure, sign);
        if (to < DateOnly.MaxValue)
        {
            add(to, figure, -sign);
        }
    }

    // A move from one organisation of the part to another is neither.
    private static Flow? Came(PresenceRow presence, IReadOnlyList<PresenceRow> all, Func<PresenceRow, bool> inside)
    {
        var before = all.Where(other => other.ValidTo == presence.ValidFrom).ToList();
        return before switch
        {
            _ when before.Exists(other => inside(other)) => null,
            { Count: > 0 } => Flow.TransferredIn,
            _ when EnumNames.TryParse<Flow>(presence.StartFlow, out var flow) => flow,
            _ => presence.ValidFrom == presence.AdmittedOn ? Flow.Admitted : Flow.Returned,
        };
    }

    private static Flow? Went(PresenceRow presence, IReadOnlyList<PresenceRow> all, Func<PresenceRow, bool> inside)
    {
        var after = all.Where(other => other.ValidFrom == presence.ValidTo).ToList();
        return after switch
        {
            _ when presence.ValidTo == DateOnly.MaxValue || after.Exists(other => inside(other)) => null,
            { Count: > 0 } => Flow.TransferredOut,
            _ => EnumNames.TryParse<Flow>(presence.EndFlow, out var flow) ? flow : Flow.Ended,
        };
    }
}
