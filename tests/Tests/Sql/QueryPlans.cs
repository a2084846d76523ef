using System.Text.RegularExpressions;
using DienBien.Platform.Shared.Data;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace DienBien.Platform.Tests.Sql;

/// <summary>Asks SQLite how it would run a text on the real schema.</summary>
internal sealed partial class QueryPlans : IDisposable
{
    /// <summary>The tables that stay small, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> Small = new Dictionary<string, string>
    {
        ["feed_head"] = "one row",
        ["feed_cursors"] = "a row for each projection of the service",
        ["numbers"] = "a row for each kind of number",
        ["OpenIddictApplications"] = "a row for each client system; read once at the start",
        ["AspNetUsers"] = "seeding compares the demo accounts once at the start",
    };

    /// <summary>Texts that read a whole table on purpose, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> Whole = new Dictionary<string, string>
    {
        ["SELECT CASE WHEN EXISTS (SELECT 1 FROM members) OR EXISTS (SELECT 1 FROM villages)"] = "stops at the first row; demo data only",
        ["SELECT h.name_id, h.village_id, v.commune_id"] = "a daily job over the names of heads who are no members",
        ["SELECT * FROM "] = "a test compares whole tables; the product may not write it",
        ["DELETE FROM "] = "a rebuild empties the projection's tables",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("plans").FullName;

    private readonly Dictionary<string, SqliteConnection> connections = [];

    public IEnumerable<string> Scans(Statement statement) =>
        IsWholeOnPurpose(statement.Text) ? [] : Homes(statement).Select(service => ScansIn(service, statement.Text)).MinBy(scans => scans.Count) ?? [];

    /// <summary>True if SQLite can run the text on some schema at all.</summary>
    public bool Knows(Statement statement) => Homes(statement).Any(service => Explain(service, statement.Text) is not null);

    public void Dispose()
    {
        foreach (var connection in connections.Values)
        {
            SqliteConnection.ClearPool(connection);
            connection.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static bool IsWholeOnPurpose(string text) => Whole.Keys.Any(start => text.StartsWith(start, StringComparison.Ordinal) && (start != "DELETE FROM " || !text.Contains("WHERE", StringComparison.Ordinal)));

    private IEnumerable<string> Homes(Statement statement) => statement.Service.Length > 0 ? [statement.Service] : ServiceSchemas.All.Keys.Where(service => Explain(service, statement.Text) is not null);

    private List<string> ScansIn(string service, string text)
    {
        var tables = TSql.Find<NamedTableReference>(TSql.Parse(TSql.Render(text)).Tree)
            .ToLookup(t => t.Alias?.Value ?? t.SchemaObject.BaseIdentifier.Value, t => t.SchemaObject.BaseIdentifier.Value, StringComparer.OrdinalIgnoreCase);
        var steps = Explain(service, text) ?? throw new InvalidDataException($"{service} has no plan for {text}");
        return [.. steps.Select(step => FullScan().Match(step)).Where(scan => scan.Success)
            .SelectMany(scan => tables[scan.Groups[1].Value]).Distinct().Where(table => !Small.ContainsKey(table))
            .Select(table => $"{service} scans {table}: {text}")];
    }

    private List<string>? Explain(string service, string text)
    {
        using var command = Open(service).CreateCommand();
        var sql = Dialect.Sqlite.Render(text, 1);
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(name, DBNull.Value);
        }

        try
        {
            using var reader = command.ExecuteReader();
            var steps = new List<string>();
            while (reader.Read())
            {
                steps.Add(reader.GetString(3));
            }

            return steps;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private SqliteConnection Open(string service)
    {
        if (!connections.TryGetValue(service, out var connection))
        {
            using var database = Database.SqliteFile(Path.Combine(folder, service + ".db"));
            Migrator.Migrate(database, ServiceSchemas.All[service]);
            connections[service] = connection = new SqliteConnection(database.ConnectionString);
            connection.Open();
        }

        return connection;
    }

    [GeneratedRegex(@"^SCAN (\S+)(?! VIRTUAL TABLE)(?: |$)(?!VIRTUAL TABLE)")]
    private static partial Regex FullScan();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}
