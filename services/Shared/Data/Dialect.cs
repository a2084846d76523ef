using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace DienBien.Platform.Shared.Data;

/// <summary>
/// What differs between SQLite and SQL Server. SQL is written once, in the common subset, with these marks:
/// <c>{page}</c> takes @take rows; <c>{in ids}</c> is <c>IN</c> the JSON array @ids;
/// <c>{rows lines: id char(36), n bigint}</c> is a derived table over the JSON array of arrays @lines;
/// <c>{scope o.path}</c> is true inside the caller's scope.
/// </summary>
public sealed partial class Dialect
{
    private readonly ConcurrentDictionary<(string Sql, int Ranges), string> rendered = new();

    private Dialect(string name, DbProviderFactory factory) => (Name, Factory) = (name, factory);

    /// <summary>The embedded database.</summary>
    public static Dialect Sqlite { get; } = new("Sqlite", SqliteFactory.Instance);

    /// <summary>SQL Server 2019 and later, and what speaks its protocol.</summary>
    public static Dialect SqlServer { get; } = new("SqlServer", SqlClientFactory.Instance);

    /// <summary>The name, also that of the folder of its migrations.</summary>
    public string Name { get; }

    /// <summary>The ADO.NET provider.</summary>
    public DbProviderFactory Factory { get; }

    /// <summary>
    /// How many parameters a statement carries at best. A statement to SQL Server costs a round trip, and it refuses 2,100.
    /// One to SQLite costs next to nothing, but each parameter is looked for by its name among all of them.
    /// </summary>
    public int MaxParameters => this == Sqlite ? 60 : 2_000;

    /// <summary>Renders a text with its marks for this database.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="ranges">How many path ranges the caller's scope has; each adds @scopeFromN and @scopeToN.</param>
    public string Render(string sql, int ranges = 0) => rendered.GetOrAdd((sql, ranges), static (key, self) =>
        Marks().Replace(key.Sql, mark => self.Expand(mark, key.Ranges)), this);

    /// <summary>True if the failure is a unique key violation and nothing else.</summary>
    public static bool IsUniqueViolation(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 1555 or 2067 } => true,
        SqlException { Number: 2627 or 2601 } => true,
        _ => false,
    };

    /// <summary>True if the same transaction may succeed when run again: a deadlock, a busy file, a lost race.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => true,
        // 33557097 is Babelfish's "could not serialize".
        SqlException { Number: 1205 or 33557097 } => true,
        _ => IsUniqueViolation(failure),
    };

    private string Expand(Match mark, int ranges) => mark.Groups["kind"].Value switch
    {
        "page" => this == Sqlite ? "LIMIT @take" : "OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY",
        "in" => this == Sqlite
            ? $"IN (SELECT value FROM json_each(@{mark.Groups["arg"].Value}))"
            : $"IN (SELECT CAST([value] AS nvarchar(64)) FROM OPENJSON(@{mark.Groups["arg"].Value}))",
        "scope" => Scope(mark.Groups["arg"].Value, ranges),
        "rows" => Rows(mark.Groups["arg"].Value),
        var other => throw new InvalidOperationException($"Unknown mark '{other}' in SQL."),
    };

    private static string Scope(string column, int ranges) => ranges == 0 ? "1 = 0" : "(" + string.Join(" OR ",
        Enumerable.Range(0, ranges).Select(i => $"({column} >= @scopeFrom{i} AND {column} < @scopeTo{i})")) + ")";

    private string Rows(string argument)
    {
        var parts = argument.Split(':', 2);
        var columns = parts[1].Split(", ").Select(c => c.Trim().Split(' ', 2)).ToArray();
        var text = new StringBuilder("(SELECT ");
        if (this == Sqlite)
        {
            text.AppendJoin(", ", columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"json_extract(value, '$[{i}]') AS {c[0]}")));
            return text.Append(CultureInfo.InvariantCulture, $" FROM json_each(@{parts[0].Trim()}))").ToString();
        }

        text.AppendJoin(", ", columns.Select(c => c[0])).Append(CultureInfo.InvariantCulture, $" FROM OPENJSON(@{parts[0].Trim()}) WITH (");
        text.AppendJoin(", ", columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{c[0]} {c[1]} '$[{i}]'")));
        return text.Append("))").ToString();
    }

    [GeneratedRegex(@"\{(?<kind>page|in|scope|rows)(?: (?<arg>[^}]+))?\}")]
    private static partial Regex Marks();
}
