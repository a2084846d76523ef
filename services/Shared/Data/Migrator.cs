using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;

namespace DienBien.Platform.Shared.Data;

/// <summary>Brings a database to the newest schema with the scripts embedded under <c>Migrations/{dialect}</c>.</summary>
public static class Migrator
{
    /// <summary>Applies what is missing, in the order of the parts. Scripts only go forward.</summary>
    /// <param name="database">The database.</param>
    /// <param name="parts">Assemblies and the folder of each: <c>Migrations</c>, or <c>Projections</c> in Shared.</param>
    /// <exception cref="InvalidOperationException">A script failed; the message names it.</exception>
    public static void Migrate(Database database, params (Assembly Assembly, string Folder)[] parts)
    {
        var (dialect, connectionString) = (database.Dialect, database.ConnectionString);
        if (dialect == Dialect.Sqlite)
        {
            UseWriteAheadLog(connectionString);
        }

        var result = Target(dialect, connectionString)
            .WithScripts(parts.SelectMany(part => Scripts(part.Assembly, $".{part.Folder}.{dialect.Name}.")))
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
        }
    }

    /// <summary>The scripts of an assembly for a dialect, in the order of their names.</summary>
    internal static IEnumerable<SqlScript> Scripts(Assembly assembly, string folder) =>
        assembly.GetManifestResourceNames()
            .Where(name => name.Contains(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return new SqlScript(name[(name.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..], reader.ReadToEnd());
            });

    private static UpgradeEngineBuilder Target(Dialect dialect, string connectionString) => dialect == Dialect.Sqlite
        ? DeployChanges.To.SqliteDatabase(connectionString)
        : DeployChanges.To.SqlDatabase(connectionString);

    private static void UseWriteAheadLog(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Execute("PRAGMA journal_mode = WAL");
    }
}
