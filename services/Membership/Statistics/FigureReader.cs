using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>
/// The figures of a scope at the end of days. Those of a whole root are kept; those of what lies below it are counted
/// from its presences, which stand together on the disk.
/// </summary>
internal static class FigureReader
{
    private const string SelectInside = $$"""
        SELECT {{PresenceRow.Columns}} FROM organizations o JOIN presences p ON p.organization_id = o.id WHERE {scope o.path} AND p.valid_from <= @day
        """;

    // Where those who came from or went to another organisation are before and after.
    private const string SelectAround = $$"""
        SELECT {{PresenceRow.Columns}} FROM organizations o JOIN presences i ON i.organization_id = o.id JOIN presences p ON p.member_id = i.member_id AND p.id <> i.id
        WHERE {scope o.path} AND (i.valid_to = p.valid_from OR i.valid_from = p.valid_to)
        """;

    /// <summary>The figures at the end of some days.</summary>
    public static async Task<IReadOnlyList<FigureCounts>> ReadAsync(Session session, Scope scope, params DateOnly[] days)
    {
        if (scope.Ranges is [var range] && CountTable.RootOf(range.From) == range.From)
        {
            var kept = new List<FigureCounts>();
            foreach (var day in days)
            {
                kept.Add(await CountTable.ReadAsync(session, range.From, day));
            }

            return kept;
        }

        var inside = (await session.QueryAsync<PresenceRow>(SelectInside, new { day = days.Max() }, scope)).ToHashSet();
        // Without a period there is no one to tell from where he came.
        var around = days.Length == 1 ? [] : await session.QueryAsync<PresenceRow>(SelectAround, null, scope);
        var counted = days.Select(_ => new FigureCounts()).ToList();
        foreach (var presences in inside.Concat(around).Distinct().GroupBy(presence => presence.MemberId))
        {
            Contributions.Of([.. presences], inside.Contains, 1, (day, figure, n) =>
            {
                for (var i = 0; i < days.Length; i++)
                {
                    if (day <= days[i])
                    {
                        counted[i].Add(figure, n);
                    }
                }
            });
        }

        return counted;
    }
}
