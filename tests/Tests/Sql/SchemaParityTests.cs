using DienBien.Platform.Shared.Data;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace DienBien.Platform.Tests.Sql;

/// <summary>Both folders of migrations make the same tables.</summary>
public sealed class SchemaParityTests
{
    public static TheoryData<string> Services => [.. ServiceSchemas.All.Keys];

    [Theory]
    [MemberData(nameof(Services))]
    public void Both_folders_have_the_same_numbers_and_names(string service)
    {
        var names = ServiceSchemas.Scripts(service, Dialect.Sqlite).Select(script => script.Name).ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names, ServiceSchemas.Scripts(service, Dialect.SqlServer).Select(script => script.Name));
        Assert.Equal(names.Count, names.Select(name => name[..4]).Distinct().Count());
        Assert.All(names, name => Assert.Matches(@"^\d{4}_[a-z_]+\.sql$", name));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Both_make_the_same_tables_columns_and_indexes(string service)
    {
        var fold = Binder.Fold(service);
        var expected = fold.Tables.Values.SelectMany(ColumnsOf).Concat(fold.Indexes.Values.Select(IndexOf)).Order(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(expected, InSqlite(service), StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> ColumnsOf(CreateTableStatement table)
    {
        var keys = table.Definition.TableConstraints.OfType<UniqueConstraintDefinition>().Where(c => c.IsPrimaryKey)
            .SelectMany(c => c.Columns.Select(k => k.Column.MultiPartIdentifier.Identifiers[^1].Value)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var column in table.Definition.ColumnDefinitions)
        {
            var name = column.ColumnIdentifier.Value;
            var isKey = keys.Contains(name) || column.Constraints.OfType<UniqueConstraintDefinition>().Any(c => c.IsPrimaryKey);
            var isNullable = !column.Constraints.OfType<NullableConstraintDefinition>().Any(c => !c.Nullable);
            yield return Line(table.SchemaObjectName.BaseIdentifier.Value, name, isNullable, isKey);
        }
    }

    private static string IndexOf(CreateIndexStatement index) =>
        $"index {index.Name.Value} {index.Unique} {string.Join(",", index.Columns.Select(c => c.Column.MultiPartIdentifier.Identifiers[^1].Value))}";

    private static List<string> InSqlite(string service)
    {
        var folder = Directory.CreateTempSubdirectory("parity").FullName;
        using (var database = Database.SqliteFile(Path.Combine(folder, service + ".db")))
        {
            Migrator.Migrate(database, ServiceSchemas.All[service]);
            using var connection = new SqliteConnection(database.ConnectionString);
            connection.Open();
            var lines = Read(connection, """
                SELECT t.name, c.name, c."notnull", c.pk FROM sqlite_master t JOIN pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name NOT IN ('SchemaVersions', 'sqlite_sequence')
                """, row => Line(row.GetString(0), row.GetString(1), row.GetInt32(2) == 0, row.GetInt32(3) > 0))
                .Concat(Read(connection, """
                SELECT i.name, l."unique", group_concat(c.name, ',') FROM sqlite_master i JOIN pragma_index_list(i.tbl_name) l ON l.name = i.name JOIN pragma_index_info(i.name) c
                WHERE i.type = 'index' AND i.sql IS NOT NULL GROUP BY i.name, l."unique"
                """, row => $"index {row.GetString(0)} {row.GetInt32(1) == 1} {row.GetString(2)}"))
                .Order(StringComparer.OrdinalIgnoreCase).ToList();
            connection.Close();
            return lines;
        }
    }

    private static string Line(string table, string column, bool isNullable, bool isKey) => $"{table}.{column}{(isNullable && !isKey ? " null" : "")}{(isKey ? " key" : "")}";

    private static List<string> Read(SqliteConnection connection, string sql, Func<SqliteDataReader, string> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(read(reader));
        }

        return lines;
    }
}
