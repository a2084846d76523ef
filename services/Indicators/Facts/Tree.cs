using System.Globalization;
using System.Text.Json;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>A node at which a fact counts, and the first day on which it does.</summary>
internal readonly record struct Step(NodeRow Node, DateOnly From);

/// <summary>The part of the tree that a batch or an answer needs, as known at a moment.</summary>
/// <param name="known">The moment, UTC.</param>
internal sealed class Tree(DateTime known)
{
    private const string SelectById = $"SELECT {NodeRow.Columns} FROM nodes AS o WHERE o.id {{in ids}} AND {AsKnown.Node}";

    private const string SelectByNumber = $"SELECT {NodeRow.Columns} FROM nodes AS o WHERE o.node {{in numbers}} AND {AsKnown.Node}";

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

        var missing = numbers.Concat(byNumber.Values.SelectMany(Numbers)).Where(n => !byNumber.ContainsKey(n)).ToHashSet();
        while (missing.Count > 0)
        {
            var found = await AddAsync(session, SelectByNumber, new HashSet<string>(), missing);
            missing = found.SelectMany(Numbers).Where(n => !byNumber.ContainsKey(n)).ToHashSet();
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

    /// <summary>The days on which a cell exists, as far as its links go.</summary>
    internal Interval LifeOf(long cell) => new(DateOnly.MinValue, Find(cell)?.DissolvedOn ?? DateOnly.MaxValue);

    /// <summary>The numbers in a node's path, from the top down to its own.</summary>
    internal static IEnumerable<long> Numbers(NodeRow node) =>
        node.Path.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(part => long.Parse(part, CultureInfo.InvariantCulture));

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

        var numbers = Numbers(byNumber[leaf]).Reverse().ToArray();
        steps = new Step[numbers.Length];
        var from = DateOnly.MinValue;
        for (var i = 0; i < numbers.Length; i++)
        {
            var node = byNumber[numbers[i]];
            if (!node.IsRoot && (own || i > 0) && node.EstablishedOn > from)
            {
                from = node.EstablishedOn;
            }

            // The root counts everything from the beginning, whatever happened in between.
            steps[i] = new Step(node, node.IsRoot ? DateOnly.MinValue : from);
        }

        return chains[(leaf, own)] = steps;
    }
}
