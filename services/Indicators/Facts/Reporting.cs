using System.Text.Json;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>
/// Counts, above the communes, how many are expected to report and how many have: so that completeness costs the
/// same in a province as in the whole country.
/// </summary>
internal sealed class Reporting
{
    private const string SelectBelow = """
        SELECT r.node, r.since, r.until, r.villages_since, r.members_since FROM nodes AS o JOIN reporting AS r ON r.node = o.node
        WHERE o.path >= @From AND o.path < @To AND o.superseded_at IS NULL
        """;

    private const string SelectKnown = "SELECT r.node, r.since, r.until, r.villages_since, r.members_since FROM reporting AS r WHERE r.node {in nodes}";

    private const string SelectFirstDays = """
        SELECT r.node,
            (SELECT MIN(v.day) FROM counters_day AS v WHERE v.node = r.node AND v.measure = 3) AS villages_since,
            (SELECT MIN(g.day) FROM counters_day AS g WHERE g.node = r.node AND g.measure = 4) AS groups_since,
            (SELECT MIN(m.day) FROM counters_day AS m WHERE m.node = r.node AND m.measure = 7) AS members_since
        FROM {rows lines: node bigint} AS r
        """;

    private const string Delete = "DELETE FROM reporting WHERE node {in nodes}";

    private readonly HashSet<long> touched = [];

    internal void Touch(IEnumerable<NodeRow> added) => touched.UnionWith(added.Where(node => node.IsCommune).Select(node => node.Node));

    /// <summary>Takes back what communes below a place count for, before they move; they count anew at the end.</summary>
    internal async Task RemoveAsync(Session session, PathRange below, Tree tree, Deltas deltas)
    {
        var rows = await session.QueryAsync<Row>(SelectBelow, below);
        await RemoveAsync(session, rows, tree, deltas);
        touched.UnionWith(rows.Select(row => row.Node));
    }

    /// <summary>Counts the communes that the batch touched. The counters of villages and members must have been written.</summary>
    internal async Task WriteAsync(Session session, Tree tree, Deltas written)
    {
        var numbers = touched.Concat(written.Touched(Measure.Villages, Measure.ResidentialGroups, Measure.Members)).ToHashSet();
        await tree.LoadAsync(session, [], numbers);
        var communes = numbers.Select(n => tree.Find(n)!).Where(node => node.IsCommune).ToList();
        if (communes.Count == 0)
        {
            return;
        }

        var nodes = JsonSerializer.Serialize(communes.Select(c => c.Node));
        var known = (await session.QueryAsync<Row>(SelectKnown, new { nodes })).ToDictionary(row => row.Node);
        var days = (await session.QueryAsync<FirstDays>(SelectFirstDays, new { lines = JsonSerializer.Serialize(communes.Select(c => new[] { c.Node })) })).ToDictionary(d => d.Node);
        var changed = communes.Select(commune => RowOf(commune, days[commune.Node])).Where(row => known.GetValueOrDefault(row.Node) != row).ToList();
        var deltas = new Deltas();
        await RemoveAsync(session, [.. changed.Select(row => known.GetValueOrDefault(row.Node)).OfType<Row>()], tree, deltas);
        changed.ForEach(row => Count(row, tree, 1, deltas));
        await session.InsertAsync<Row>("reporting", changed);
        await deltas.WriteAsync(session);
    }

    private static Row RowOf(NodeRow commune, FirstDays first) => new()
    {
        Node = commune.Node,
        Since = commune.EstablishedOn,
        Until = commune.DissolvedOn,
        VillagesSince = first.VillagesSince is null || first.GroupsSince < first.VillagesSince ? first.GroupsSince : first.VillagesSince,
        MembersSince = first.MembersSince,
    };

    private static async Task RemoveAsync(Session session, IReadOnlyList<Row> rows, Tree tree, Deltas deltas)
    {
        if (rows.Count > 0)
        {
            await tree.LoadAsync(session, [], rows.Select(row => row.Node));
            await session.ExecuteAsync(Delete, new { nodes = JsonSerializer.Serialize(rows.Select(row => row.Node)) });
            foreach (var row in rows)
            {
                Count(row, tree, -1, deltas);
            }
        }
    }

    private static void Count(Row row, Tree tree, int sign, Deltas deltas)
    {
        foreach (var step in tree.AboveVillage(row.Node).Skip(1))
        {
            Contributions.Stock(deltas, step.Node, Measure.Communes, row.From(row.Since).Intersect(step.Days), sign, null);
            Contributions.Stock(deltas, step.Node, Measure.CommunesWithVillage, row.From(row.VillagesSince).Intersect(step.Days), sign, null);
            Contributions.Stock(deltas, step.Node, Measure.CommunesWithMember, row.From(row.MembersSince).Intersect(step.Days), sign, null);
        }
    }

    private sealed record Row
    {
        public long Node { get; init; }

        public DateOnly Since { get; init; }

        public DateOnly? Until { get; init; }

        public DateOnly? VillagesSince { get; init; }

        public DateOnly? MembersSince { get; init; }

        internal Interval From(DateOnly? first) => new(first ?? DateOnly.MaxValue, Until ?? DateOnly.MaxValue);
    }

    private sealed record FirstDays
    {
        public long Node { get; init; }

        public DateOnly? VillagesSince { get; init; }

        public DateOnly? GroupsSince { get; init; }

        public DateOnly? MembersSince { get; init; }
    }
}
