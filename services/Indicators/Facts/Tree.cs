using System.Globalization;
using System.Text.Json;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>A node at which a fact counts, and the days on which it does.</summary>
internal readonly record struct Step(NodeRow Node, Interval Days)
{
    internal DateOnly From => Days.Start;
}

/// <summary>The part of the tree that a batch or an answer needs, as known at a moment.</summary>
/// <param name="known">The moment, UTC.</param>
internal sealed class Tree(DateTime known)
{
    private const string SelectById = $"SELECT {NodeRow.Columns} FROM nodes AS o WHERE o.id {{in ids}} AND {AsKnown.Node}";

    internal const string SelectByNumber = $"SELECT {NodeRow.Columns} FROM nodes AS o WHERE o.node {{in numbers}} AND {AsKnown.Node}";

    /// <summary>A moment before which everything was recorded.</summary>
    internal static readonly DateTime Now = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Dictionary<string, NodeRow> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, NodeRow> byNumber = [];
    private readonly Dictionary<(long Node, bool Own), Step[]> chains = [];

    /// <summary>Loads nodes, by id or number, and everything above them: two look-ups whatever the depth.</summary>
    internal async Task LoadAsync(Session session, IEnumerable<string> ids, IEnumerable<long> numbers)
    {
        var missingIds = ids.Where(id => !byId.ContainsKey(id)).ToHashSet(StringComparer.Ordinal);
        if (missingIds.Count > 0)
        {
            await AddAsync(session, SelectById, missingIds, new HashSet<long>());
        }

        var missing = numbers.Concat(byNumber.Values.SelectMany(Needed)).Where(n => !byNumber.ContainsKey(n)).ToHashSet();
        while (missing.Count > 0)
        {
            var found = await AddAsync(session, SelectByNumber, new HashSet<string>(), missing);
            missing = found.SelectMany(Needed).Where(n => !byNumber.ContainsKey(n)).ToHashSet();
        }
    }

    internal NodeRow? Find(string id) => byId.GetValueOrDefault(id);

    internal NodeRow? Find(long node) => byNumber.GetValueOrDefault(node);

    /// <summary>A node that the feed must have brought before whatever belongs to it.</summary>
    internal NodeRow Require(string id) => Find(id) ?? throw new InvalidDataException($"The organisation {id} comes after what belongs to it.");

    internal void Put(NodeRow node) => (byId[node.Id], byNumber[node.Node]) = (node, node);

    internal void Clear()
    {
        byId.Clear();
        byNumber.Clear();
        chains.Clear();
    }

    /// <summary>Where a member's facts count: at the organisation always, above it once those above are established.</summary>
    internal Step[] AboveMember(long organization) => Chain(organization, false);

    /// <summary>Where a village's facts count: at the commune and above it once they are established.</summary>
    internal Step[] AboveVillage(long commune) => Chain(commune, true);

    /// <summary>True if a node lies at or below another on a day, whether or not that one is established by then.</summary>
    internal bool LiesBelow(long node, long other, DateOnly day)
    {
        while (node != other && Placement.Of(byNumber[node]) is { Count: > 0 } places)
        {
            node = places.First(place => place.Days.Contains(day)).Parent;
        }

        return node == other;
    }

    /// <summary>The days on which a cell exists, as far as its links go.</summary>
    internal Interval LifeOf(long cell) => new(DateOnly.MinValue, Find(cell)?.DissolvedOn ?? DateOnly.MaxValue);

    /// <summary>The numbers in a node's path, from the top down to its own.</summary>
    internal static IEnumerable<long> Numbers(NodeRow node) =>
        node.Path.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(part => long.Parse(part, CultureInfo.InvariantCulture));

    /// <summary>The nodes in whose counters a node's facts may be: those of its path, and its earlier parents.</summary>
    private static IEnumerable<long> Needed(NodeRow node) => node.Earlier is null ? Numbers(node) : Numbers(node).Concat(Placement.Of(node).Select(place => place.Parent));

    private async Task<IReadOnlyList<NodeRow>> AddAsync(Session session, string sql, IReadOnlySet<string> ids, IReadOnlySet<long> numbers)
    {
        var found = await session.QueryAsync<NodeRow>(sql, new { ids = JsonSerializer.Serialize(ids), numbers = JsonSerializer.Serialize(numbers), known });
        foreach (var node in found)
        {
            Put(node);
        }

        return found;
    }

    private Step[] Chain(long leaf, bool own)
    {
        if (chains.TryGetValue((leaf, own), out var steps))
        {
            return steps;
        }

        var node = byNumber[leaf];
        // The root counts everything from the beginning, whatever happened in between.
        var days = own && !node.IsRoot ? new Interval(node.EstablishedOn, DateOnly.MaxValue) : Interval.Always;
        return chains[(leaf, own)] = [new Step(node, days), .. Placement.Of(node).SelectMany(place => Chain(place.Parent, true)
                .Select(step => step.Node.IsRoot ? step : step with { Days = step.Days.Intersect(days).Intersect(place.Days) }))
            .GroupBy(step => step.Node.Node)
            .SelectMany(same => Interval.Union(same.Select(step => step.Days)).Select(union => new Step(same.First().Node, union)))];
    }
}
