using System.Text.Json;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>What changed below the roots of the tree, by day and by year: to be added to the stored counts.</summary>
internal sealed class CountTable
{
    private const int Year = 0;

    private const int Day = 1;

    private const string SelectStored = """
        SELECT c.root, c.grain, c.since, c.figures FROM {rows keys: root varchar(24), grain int, since date} k
        JOIN statistics_counts c ON c.root = k.root AND c.grain = k.grain AND c.since = k.since
        """;

    private const string Update = """
        UPDATE statistics_counts SET figures = r.figures FROM {rows lines: root varchar(24), grain int, since date, figures nvarchar(max)} AS r
        WHERE statistics_counts.root = r.root AND statistics_counts.grain = r.grain AND statistics_counts.since = r.since
        """;

    private const string SelectYears = "SELECT c.figures FROM statistics_counts c WHERE c.root = @root AND c.grain = 0 AND c.since < @year";

    private const string SelectDays = "SELECT c.figures FROM statistics_counts c WHERE c.root = @root AND c.grain = 1 AND c.since >= @year AND c.since <= @day";

    private readonly Dictionary<(string Root, int Grain, DateOnly Since), FigureCounts> changes = [];

    /// <summary>The root above a path, as a path.</summary>
    public static string RootOf(string path) => path[..(path.IndexOf('.', StringComparison.Ordinal) + 1)];

    /// <summary>The figures below a root at the end of a day.</summary>
    public static async Task<FigureCounts> ReadAsync(Session session, string root, DateOnly day)
    {
        var key = new { root, year = new DateOnly(day.Year, 1, 1), day };
        var counts = new FigureCounts();
        foreach (var figures in (await session.QueryAsync<string>(SelectYears, key)).Concat(await session.QueryAsync<string>(SelectDays, key)))
        {
            counts.Add(figures);
        }

        return counts;
    }

    /// <summary>Adds a member's presences, or takes them away.</summary>
    public void Add(IReadOnlyList<PresenceRow> presences, IReadOnlyDictionary<string, string> roots, int sign)
    {
        foreach (var root in presences.Select(presence => roots[presence.OrganizationId]).Distinct())
        {
            Contributions.Of(presences, presence => roots[presence.OrganizationId] == root, sign, (day, figure, n) =>
            {
                Of(root, Day, day).Add(figure, n);
                Of(root, Year, new DateOnly(day.Year, 1, 1)).Add(figure, n);
            });
        }
    }

    public async Task StoreAsync(Session session)
    {
        var changed = changes.Where(change => change.Value.All.Any()).ToDictionary();
        var keys = JsonSerializer.Serialize(changed.Keys.Select(key => new object[] { key.Root, key.Grain, IsoDate.Of(key.Since) }));
        var stored = await session.QueryAsync<CountRow>(SelectStored, new { keys });
        foreach (var row in stored)
        {
            changed[(row.Root, row.Grain, row.Since)].Add(row.Figures);
        }

        var known = stored.Select(row => (row.Root, row.Grain, row.Since)).ToHashSet();
        if (known.Count > 0)
        {
            var lines = JsonSerializer.Serialize(known.Select(key => new object[] { key.Root, key.Grain, IsoDate.Of(key.Since), changed[key].ToJson() }));
            await session.ExecuteAsync(Update, new { lines });
        }

        await session.InsertAsync<CountRow>("statistics_counts", [.. changed.Where(change => !known.Contains(change.Key))
            .Select(change => new CountRow { Root = change.Key.Root, Grain = change.Key.Grain, Since = change.Key.Since, Figures = change.Value.ToJson() })]);
    }

    private FigureCounts Of(string root, int grain, DateOnly since)
    {
        if (!changes.TryGetValue((root, grain, since), out var counts))
        {
            changes[(root, grain, since)] = counts = new FigureCounts();
        }

        return counts;
    }

    private sealed record CountRow
    {
        public string Root { get; init; } = "";

        public int Grain { get; init; }

        public DateOnly Since { get; init; }

        public string Figures { get; init; } = "";
    }
}
