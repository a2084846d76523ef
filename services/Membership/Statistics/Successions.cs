using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>Into which organisations others were merged.</summary>
internal sealed class Successions
{
    private const string SelectPairs = """
        SELECT s.path AS source, t.path AS successor
        FROM organizations o JOIN organization_act_parts q ON q.organization_id = o.id
            JOIN organization_acts a ON a.id = q.act_id
            JOIN organization_act_parts x ON x.act_id = a.id JOIN organizations s ON s.id = x.organization_id
            JOIN organization_act_parts y ON y.act_id = a.id JOIN organizations t ON t.id = y.organization_id
        WHERE {scope o.path} AND a.kind IN ('MERGER', 'CONSOLIDATION') AND x.role = 'SOURCE' AND y.role IN ('SUCCESSOR', 'NEW_SUCCESSOR')
        """;

    private readonly Dictionary<string, string> successors = new(StringComparer.Ordinal);

    public bool IsEmpty => successors.Count == 0;

    /// <summary>Where those stand that were merged into others.</summary>
    public IEnumerable<string> Paths => successors.Keys;

    /// <summary>Reads the mergers into and out of a scope, with those before and after them.</summary>
    public static async Task<Successions> ReadAsync(Session session, Scope scope)
    {
        var found = new Successions();
        for (var next = scope; next.Ranges.Count > 0;)
        {
            var pairs = await session.QueryAsync<Pair>(SelectPairs, null, next);
            foreach (var pair in pairs)
            {
                found.successors[pair.Source] = pair.Successor;
            }

            var seen = scope.Ranges.Concat(next.Ranges).ToList();
            next = new Scope([.. pairs.SelectMany(pair => (string[])[pair.Source, pair.Successor]).Distinct().Select(PathRange.Of).Where(range => !seen.Exists(known => known.Contains(range.From)))]);
            scope = new Scope(seen);
        }

        return found;
    }

    /// <summary>Where what stands at a path counts today: with the last successor of the nearest above it, or of itself, that was merged.</summary>
    public string Of(string path)
    {
        var merged = Ancestry.Paths(path).LastOrDefault(successors.ContainsKey);
        return merged is null ? path : Of(successors[merged]);
    }

    private sealed record Pair
    {
        public string Source { get; init; } = "";

        public string Successor { get; init; } = "";
    }
}
