using System.Text.Json;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>A node at which a fact counts, and the first day on which it does.</summary>
internal readonly record struct Step(string NodeId, DateOnly From);

/// <summary>The part of the tree that a batch needs.</summary>
internal sealed class Tree
{
    private const string Select = $"SELECT {OrganizationNode.Columns} FROM organizations WHERE id {{in ids}}";

    private readonly Dictionary<string, OrganizationNode> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, bool Own), Step[]> chains = [];

    /// <summary>Loads nodes and everything above them, a level at a time.</summary>
    internal async Task LoadAsync(Session session, IEnumerable<string> ids)
    {
        var missing = ids.Where(id => !nodes.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToList();
        while (missing.Count > 0)
        {
            var found = await session.QueryAsync<OrganizationNode>(Select, new { ids = JsonSerializer.Serialize(missing) });
            foreach (var node in found)
            {
                nodes[node.Id] = node;
            }

            missing = [.. found.Select(n => n.ParentId).OfType<string>().Where(id => !nodes.ContainsKey(id)).Distinct(StringComparer.Ordinal)];
        }
    }

    internal OrganizationNode? Find(string id) => nodes.GetValueOrDefault(id);

    internal void Clear()
    {
        nodes.Clear();
        chains.Clear();
    }

    /// <summary>Where a member's facts count: at the organisation always, above it once those above are established.</summary>
    internal Step[] AboveMember(string organizationId) => Chain(organizationId, false);

    /// <summary>Where a village's facts count: at the commune and above it once they are established.</summary>
    internal Step[] AboveVillage(string communeId) => Chain(communeId, true);

    /// <summary>The days on which a cell exists, as far as its links go.</summary>
    internal Interval LifeOf(string cellId) => new(DateOnly.MinValue, Find(cellId)?.DissolvedOn ?? DateOnly.MaxValue);

    private Step[] Chain(string id, bool own)
    {
        if (chains.TryGetValue((id, own), out var known))
        {
            return known;
        }

        var steps = new List<Step>();
        var from = DateOnly.MinValue;
        for (string? at = id; at is not null;)
        {
            var node = Find(at) ?? throw new InvalidDataException($"The organisation {at} comes after what belongs to it.");
            if (node.ParentId is not null && (own || steps.Count > 0) && node.EstablishedOn > from)
            {
                from = node.EstablishedOn;
            }

            // The province counts everything from the beginning, whatever happened in between.
            steps.Add(new Step(at, node.ParentId is null ? DateOnly.MinValue : from));
            at = node.ParentId;
        }

        return chains[(id, own)] = [.. steps];
    }
}
