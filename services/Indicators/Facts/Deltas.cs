using System.Globalization;
using System.Text;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>When and where in the feed a change was recorded.</summary>
/// <param name="Position">The feed position.</param>
/// <param name="RecordedAt">The moment, UTC.</param>
/// <param name="Year">The moment's year in the province.</param>
internal readonly record struct Moment(long Position, DateTime RecordedAt, int Year);

/// <summary>The changes of a batch to the counters, summed up in memory and written with a few statements.</summary>
internal sealed class Deltas
{
    private static readonly string UpdateDays = Update("counters_day", "day", "date");

    private static readonly string InsertDays = Insert("counters_day", "day", "date");

    private static readonly string UpdateYears = Update("counters_year", "year", "int");

    private static readonly string InsertYears = Insert("counters_year", "year", "int");

    private const string InsertLedger = """
        INSERT INTO opening_ledger (node_id, recorded_at, admitted_year, position, delta)
        SELECT r.node_id, r.recorded_at, r.admitted_year, r.position, r.delta
        FROM {rows lines: node_id char(36), recorded_at datetime2(6), admitted_year int, position bigint, delta bigint} AS r
        """;

    private readonly Dictionary<(string Node, Measure Measure, DateOnly Day), long> days = [];
    private readonly Dictionary<(string Node, DateTime RecordedAt, int Year), (long Delta, long Position)> ledger = [];

    internal void Add(string node, Measure measure, DateOnly day, int n, Moment? moment = null)
    {
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(days, (node, measure, day), out _) += n;
        if (moment is { } recorded && day.Year < recorded.Year)
        {
            ref var entry = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(ledger, (node, recorded.RecordedAt, day.Year), out _);
            entry = (entry.Delta + n, recorded.Position);
        }
    }

    internal async Task WriteAsync(Session session)
    {
        var years = days.Where(d => d.Key.Measure != Measure.Admitted)
            .GroupBy(d => (d.Key.Node, d.Key.Measure, d.Key.Day.Year), d => d.Value)
            .Select(g => (g.Key.Node, g.Key.Measure, g.Key.Year, N: g.Sum()));
        await UpsertAsync(session, UpdateDays, InsertDays, Json(days.Where(d => d.Value != 0),
            (d, text) => text.Append(CultureInfo.InvariantCulture, $"\"{d.Key.Node}\",{(int)d.Key.Measure},\"{d.Key.Day:yyyy-MM-dd}\",{d.Value}")));
        await UpsertAsync(session, UpdateYears, InsertYears, Json(years.Where(y => y.N != 0),
            (y, text) => text.Append(CultureInfo.InvariantCulture, $"\"{y.Node}\",{(int)y.Measure},{y.Year},{y.N}")));
        var late = Json(ledger.Where(l => l.Value.Delta != 0), (l, text) => text.Append(CultureInfo.InvariantCulture,
            $"\"{l.Key.Node}\",\"{l.Key.RecordedAt:yyyy-MM-ddTHH:mm:ss.ffffff}Z\",{l.Key.Year},{l.Value.Position},{l.Value.Delta}"));
        if (late.Length > 2)
        {
            await session.ExecuteAsync(InsertLedger, new { lines = late });
        }
    }

    private static string Update(string table, string span, string type) => $$"""
        UPDATE {{table}} SET n = {{table}}.n + r.n
        FROM {rows lines: node_id char(36), measure int, {{span}} {{type}}, n bigint} AS r
        WHERE {{table}}.node_id = r.node_id AND {{table}}.measure = r.measure AND {{table}}.{{span}} = r.{{span}}
        """;

    private static string Insert(string table, string span, string type) => $$"""
        INSERT INTO {{table}} (node_id, measure, {{span}}, n)
        SELECT r.node_id, r.measure, r.{{span}}, r.n
        FROM {rows lines: node_id char(36), measure int, {{span}} {{type}}, n bigint} AS r
        WHERE NOT EXISTS (SELECT 1 FROM {{table}} AS c WHERE c.node_id = r.node_id AND c.measure = r.measure AND c.{{span}} = r.{{span}})
        """;

    private static async Task UpsertAsync(Session session, string update, string insert, string lines)
    {
        if (lines.Length > 2)
        {
            await session.ExecuteAsync(update, new { lines });
            await session.ExecuteAsync(insert, new { lines });
        }
    }

    private static string Json<T>(IEnumerable<T> rows, Action<T, StringBuilder> write)
    {
        var text = new StringBuilder("[");
        foreach (var row in rows)
        {
            text.Append(text.Length > 1 ? ",[" : "[");
            write(row, text);
            text.Append(']');
        }

        return text.Append(']').ToString();
    }
}
