using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
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
    public static async Task<IReadOnlyList<FigureCounts>> ReadAsync(Session session, Scope scope, Basis basis, params DateOnly[] days)
    {
        // Nothing ever leaves its root.
        if (scope.Ranges is [var range] && CountTable.RootOf(range.From) == range.From)
        {
            var kept = new List<FigureCounts>();
            foreach (var day in days)
            {
                kept.Add(await CountTable.ReadAsync(session, range.From, day));
            }

            return kept;
        }

        // Without a period there is no one to tell from where he came.
        var people = await PeopleAsync(session, await Belonging.ReadAsync(session, scope, basis, days.Min()), days.Max(), around: days.Length > 1);
        var counted = days.Select(_ => new FigureCounts()).ToList();
        foreach (var presences in people.ByMember)
        {
            Contributions.Of([.. presences], people.Inside.Contains, 1, (day, figure, n) =>
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

    /// <summary>The figures at the end of some days by the tree of each day and by today's organisations.</summary>
    public static async Task<(IReadOnlyList<FigureCounts> Original, IReadOnlyList<FigureCounts> Rebuilt)> ReadBothAsync(Session session, Scope scope, params DateOnly[] days)
    {
        var original = await ReadAsync(session, scope, Basis.Original, days);
        // Where nothing came or went, one reading serves both.
        var plain = (await Belonging.ReadAsync(session, scope, Basis.Original, days.Min())).IsPlain && (await Belonging.ReadAsync(session, scope, Basis.Rebuilt, days.Min())).IsPlain;
        return (original, plain ? original : await ReadAsync(session, scope, Basis.Rebuilt, days));
    }

    /// <summary>The presences of members in what belongs to parts of the tree.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="belonging">What belongs to the parts.</param>
    /// <param name="day">The last day that counts.</param>
    /// <param name="around">With the presences elsewhere before and after.</param>
    public static async Task<(IEnumerable<IGrouping<string, PresenceRow>> ByMember, HashSet<PresenceRow> Inside)> PeopleAsync(Session session, Belonging belonging, DateOnly day, bool around)
    {
        var inside = (await session.QueryAsync<PresenceRow>(SelectInside, new { day }, belonging.Scope)).ToHashSet();
        IEnumerable<PresenceRow> all = inside;
        if (around)
        {
            all = inside.Union(await session.QueryAsync<PresenceRow>(SelectAround, null, belonging.Scope));
        }

        if (belonging.IsPlain)
        {
            return (all.GroupBy(presence => presence.MemberId), inside);
        }

        var paths = await OrganizationStore.PathsAsync(session, inside.Select(presence => presence.OrganizationId).ToHashSet(StringComparer.Ordinal));
        var parts = all.SelectMany(presence => inside.Contains(presence) ? belonging.Cut(presence, paths[presence.OrganizationId]) : [(presence, false)]).ToList();
        return (parts.Select(part => part.Presence).GroupBy(presence => presence.MemberId), parts.Where(part => part.Inside).Select(part => part.Presence).ToHashSet());
    }
}
