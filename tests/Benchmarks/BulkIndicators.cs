using System.Globalization;
using DienBien.Platform.Indicators;
using DienBien.Platform.Shared.Data;
using Microsoft.Data.Sqlite;

namespace DienBien.Platform.Benchmarks;

/// <summary>
/// Fills the tables of Indicators without a feed: a province a number of times as large as the real one in every respect,
/// with the rows that the projection would have written.
/// </summary>
internal static class BulkIndicators
{
    public const int Members = 50_000;

    private const int Communes = 45;

    private const int Cells = 3_000;

    private const int Villages = 1_450;

    private const string Organisations = """
        INSERT INTO nodes (node, position, id, path, kind, established_on, recorded_at)
        VALUES (1, 1, '01890000-0000-7000-8000-000000000011', '1.', 'PROVINCE', '1949-10-10', '2026-01-01T00:00:00.000000Z');
        WITH RECURSIVE seq(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM seq WHERE i + 1 < @communes)
        INSERT INTO nodes (node, position, id, path, kind, established_on, recorded_at)
        SELECT i + 2, i + 2, printf('01890000-0000-7000-8000-%012d', i + 1000000), '1.' || (i + 2) || '.', 'COMMUNE', '2025-07-01', '2026-01-01T00:00:00.000000Z' FROM seq;
        WITH RECURSIVE seq(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM seq WHERE i + 1 < @cells)
        INSERT INTO nodes (node, position, id, path, kind, established_on, recorded_at)
        SELECT i + @communes + 2, i + @communes + 2, printf('01890000-0000-7000-8000-%012d', i + 2000000),
            '1.' || (i % @communes + 2) || '.' || (i + @communes + 2) || '.', 'CELL', '2000-01-01', '2026-01-01T00:00:00.000000Z' FROM seq;
        INSERT INTO organizations (id, parent_id, path, code, kind, display_name, established_on)
        SELECT id, CASE WHEN node = 1 THEN NULL ELSE '' END, path, 'N' || node, kind, 'N' || node, established_on FROM nodes;
        """;

    private const string Facts = """
        WITH RECURSIVE seq(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM seq WHERE i + 1 < @members)
        INSERT INTO members (position, id, organization, admitting, member_number, admitted_on, recorded_at)
        SELECT i + 10000000, printf('01890000-0000-7000-9000-%012d', i), i % @cells + @communes + 2, i % @cells + @communes + 2, 'M' || i,
            date('1960-01-01', '+' || (i * 7919 % 24430) || ' days'), '2026-01-01T00:00:00.000000Z' FROM seq;
        WITH RECURSIVE seq(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM seq WHERE i + 1 < @villages)
        INSERT INTO villages (id, position, code, display_name, commune, kind, recorded_at)
        SELECT printf('01890000-0000-7000-a000-%012d', i), i + 90000000, printf('B%08d', i), 'B' || i, i % @communes + 2, 'VILLAGE', '2026-01-01T00:00:00.000000Z' FROM seq;
        INSERT INTO village_heads (village_id, position, since, member_id, recorded_at)
        SELECT id, position, '2020-01-01', CASE WHEN position % 10 < 9 THEN printf('01890000-0000-7000-9000-%012d', position % 10000000) END, recorded_at FROM villages;
        INSERT INTO village_cells (village_id, position, organization, since, independent, recorded_at)
        SELECT id, position, position % 10000000 % @cells + @communes + 2, '2000-01-01', position % 20 < 19, recorded_at FROM villages;
        INSERT INTO reporting (node, since, villages_since, members_since) SELECT node, '2025-07-01', '2025-07-01', '2025-07-01' FROM nodes WHERE kind = 'COMMUNE';
        """;

    private const string Counters = """
        INSERT INTO counters_day SELECT 1, 7, admitted_on, COUNT(*), 0 FROM members GROUP BY admitted_on;
        INSERT INTO counters_day SELECT 1, 8, day, begun, 0 FROM counters_day WHERE node = 1 AND measure = 7;
        INSERT INTO counters_day SELECT (organization - @communes - 2) % @communes + 2 AS n, 7, max(admitted_on, '2025-07-01') AS d, COUNT(*), 0 FROM members GROUP BY n, d;
        INSERT INTO counters_day SELECT (organization - @communes - 2) % @communes + 2 AS n, 8, admitted_on, COUNT(*), 0 FROM members WHERE admitted_on >= '2025-07-01' GROUP BY n, admitted_on;
        INSERT INTO counters_day SELECT 1, 1, '2020-01-01', COUNT(*), 0 FROM villages;
        INSERT INTO counters_day SELECT 1, 2, max('2020-01-01', m.admitted_on) AS d, COUNT(*), 0 FROM village_heads h JOIN members m ON m.id = h.member_id GROUP BY d;
        INSERT INTO counters_day SELECT 1, 3, '0001-01-01', COUNT(*), 0 FROM villages;
        INSERT INTO counters_day SELECT 1, 5, '2000-01-01', COUNT(*), 0 FROM village_cells WHERE independent = 1;
        INSERT INTO counters_day SELECT v.commune, 2, max('2025-07-01', m.admitted_on) AS d, COUNT(*), 0
            FROM villages v JOIN village_heads h ON h.village_id = v.id JOIN members m ON m.id = h.member_id GROUP BY v.commune, d;
        INSERT INTO counters_day SELECT commune, 1, '2025-07-01', COUNT(*), 0 FROM villages GROUP BY commune;
        INSERT INTO counters_day SELECT commune, 3, '2025-07-01', COUNT(*), 0 FROM villages GROUP BY commune;
        INSERT INTO counters_day SELECT v.commune, 5, '2025-07-01', COUNT(*), 0 FROM villages v JOIN village_cells c ON c.village_id = v.id WHERE c.independent = 1 GROUP BY v.commune;
        INSERT INTO counters_day SELECT 1, m.column1, '2025-07-01', @communes, 0 FROM (VALUES (9), (10), (11)) AS m;
        INSERT INTO counters_year SELECT node, measure, CAST(substr(day, 1, 4) AS INTEGER) AS y, SUM(begun), 0 FROM counters_day WHERE measure <> 8 GROUP BY node, measure, y;
        """;

    /// <summary>Fills a folder with a database unless it has one.</summary>
    public static async Task FillAsync(string folder, int times, long position)
    {
        var path = Path.Combine(folder, "indicators.db");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(folder);
            var part = path + ".part";
            File.Delete(part);
            using (var database = Database.SqliteFile(part))
            {
                Migrator.Migrate(database, IndicatorsHost.Service.Migrations);
            }

            await LoadAsync(part, times);
            File.Move(part, path);
        }

        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        // The consumer has nothing to do: this is as far as the feed goes.
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"""
            DELETE FROM feed_cursors;
            INSERT INTO feed_cursors (source, consumer, position, updated_at) VALUES ('membership', 'indicators', {position}, '2026-01-01T00:00:00.000000Z');
            """), times);
    }

    private static async Task LoadAsync(string path, int times)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        Run(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY;", times);
        var indexes = new List<(string Name, string Sql)>();
        await using (var list = connection.CreateCommand())
        {
            list.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'members' AND sql IS NOT NULL";
            await using var reader = await list.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                indexes.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        // Sorted afterwards in one go, an index costs a fraction.
        Run(connection, string.Join(";", indexes.Select(index => "DROP INDEX " + index.Name)), times);
        Run(connection, "BEGIN;" + Organisations + Facts, times);
        Run(connection, string.Join(";", indexes.Select(index => index.Sql)), times);
        Run(connection, Counters + "COMMIT; PRAGMA journal_mode = WAL;", times);
    }

    private static void Run(SqliteConnection connection, string sql, int times)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        foreach (var (name, value) in (ReadOnlySpan<(string, int)>)[("@members", Members), ("@communes", Communes), ("@cells", Cells), ("@villages", Villages)])
        {
            if (sql.Contains(name, StringComparison.Ordinal))
            {
                command.Parameters.AddWithValue(name, value * times);
            }
        }

        command.ExecuteNonQuery();
    }
}
