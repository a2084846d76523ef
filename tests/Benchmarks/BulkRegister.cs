using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DienBien.Platform.Benchmarks;

/// <summary>
/// Makes a register of the country's size from the province's: each cell and what belongs to it stands there a number of times, so
/// that every table and index of it is as many times as large.
/// </summary>
internal static class BulkRegister
{
    // Ten a cell, four of them open.
    private const string Deadlines = """
        INSERT INTO deadlines (id, case_name, organization_id, member_id, rule_id, clause, policy_version, start_event, started_on, term, due_on, uncertain, blocks, closed_on, outcome, notice, recorded_at)
        SELECT printf('%08x', n.value) || substr(o.id, 9), 'candidates/' || o.id, o.id, NULL, 'R-ADM-9', '', '294-QĐ/TW', 'BALLOT', date('2026-06-01', '+' || (n.value * 17) || ' days'), '30 d',
            date('2026-07-01', '+' || (n.value * 17) || ' days'), 0, 0, CASE WHEN n.value < 6 THEN date('2026-06-20', '+' || (n.value * 17) || ' days') ELSE '9999-12-31' END,
            CASE WHEN n.value < 6 THEN 'MET' ELSE 'OPEN' END, 2, '2026-06-01T00:00:00.000000Z'
        FROM organizations o CROSS JOIN json_each('[0,1,2,3,4,5,6,7,8,9]') n WHERE o.kind IN ('CELL', 'GRASSROOTS_CELL');
        """;

    // What stands below a committee or bloc is copied; a copy's path leads through the same committee.
    private const string Copied = """
        CREATE TEMP TABLE copied AS SELECT o.id, o.parent_id, o.path, substr(o.path, 1, instr(o.path, '.') + instr(substr(o.path, instr(o.path, '.') + 1), '.')) AS anchor
        FROM organizations o WHERE o.path LIKE '%.%.%.';
        CREATE UNIQUE INDEX temp.ix_copied ON copied (id);
        CREATE TEMP TABLE copies AS WITH RECURSIVE seq(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM seq WHERE k + 1 < @times) SELECT k FROM seq;
        CREATE TEMP TABLE names AS SELECT * FROM member_names;
        """;

    private static readonly (string Table, string Condition, (string Column, string Copy)[] Columns)[] Tables =
    [
        ("organizations", "t.id IN (SELECT id FROM copied)", [
            ("id", Id("t.id")), ("code", "t.code || '-' || k"), ("party_code", "NULL"),
            ("parent_id", "CASE WHEN t.parent_id IN (SELECT id FROM copied) THEN " + Id("t.parent_id") + " ELSE t.parent_id END"),
            ("path", "(SELECT c.anchor || k || 'x' || substr(t.path, length(c.anchor) + 1) FROM copied c WHERE c.id = t.id)")]),
        ("members", Below, [("id", Id("t.id")), ("organization_id", Id("t.organization_id")), ("member_number", "t.member_number || '-' || k")]),
        ("memberships", Below, [("id", Id("t.id")), ("member_id", Id("t.member_id")), ("organization_id", Id("t.organization_id"))]),
        ("presences", Below, [("id", Id("t.id")), ("member_id", Id("t.member_id")), ("organization_id", Id("t.organization_id"))]),
        ("deadlines", Below, [("id", "t.id || '-' || k"), ("case_name", "t.case_name || '-' || k"), ("organization_id", Id("t.organization_id"))]),
    ];

    private const string Below = "t.organization_id IN (SELECT id FROM copied)";

    /// <summary>Gives every cell of a register deadlines.</summary>
    public static void AddDeadlines(string file)
    {
        using var connection = Open(file);
        connection.Execute(Deadlines);
    }

    /// <summary>Makes everything below the committees stand there so many times.</summary>
    public static void Multiply(string file, int times)
    {
        using var connection = Open(file);
        connection.Execute(Copied, new { times });
        var indexes = connection.Query<(string Name, string Sql)>("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('members', 'memberships', 'presences', 'deadlines')").ToList();
        foreach (var (name, _) in indexes)
        {
            connection.Execute($"DROP INDEX {name}");
        }

        foreach (var (table, condition, columns) in Tables)
        {
            var all = connection.Query<string>("SELECT name FROM pragma_table_info(@table)", new { table }).ToList();
            var values = all.Select(column => Array.Find(columns, c => c.Column == column).Copy ?? "t." + column);
            connection.Execute($"CREATE TEMP TABLE source AS SELECT t.* FROM {table} t WHERE {condition}");
            connection.Execute($"INSERT INTO {table} ({string.Join(", ", all)}) SELECT {string.Join(", ", values)} FROM copies CROSS JOIN source t");
            connection.Execute("DROP TABLE source");
        }

        connection.Execute($"INSERT INTO member_names (anchor, word, sort_key, member_id) SELECT t.anchor, t.word, t.sort_key, {Id("t.member_id")} FROM names t CROSS JOIN copies");
        foreach (var (_, sql) in indexes)
        {
            connection.Execute(sql);
        }

        foreach (var (root, grain, since, figures) in connection.Query<(string Root, int Grain, string Since, string Figures)>("SELECT root, grain, since, figures FROM statistics_counts").ToList())
        {
            var multiplied = new JsonObject(JsonNode.Parse(figures)!.AsObject().Select(figure => KeyValuePair.Create(figure.Key, (JsonNode?)JsonValue.Create((long)figure.Value! * times))));
            connection.Execute("UPDATE statistics_counts SET figures = @figures WHERE root = @root AND grain = @grain AND since = @since", new { figures = multiplied.ToJsonString(), root, grain, since });
        }
    }

    private static string Id(string column) => $"printf('%08x', k) || substr({column}, 9)";

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={file};Pooling=False;Default Timeout=3600"));
        connection.Open();
        connection.Execute("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = FILE;");
        return connection;
    }
}
