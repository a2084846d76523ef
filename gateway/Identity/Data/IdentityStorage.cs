using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DienBien.Platform.Identity.Data;

/// <summary>Which database Identity uses: a file in <c>Data:Directory</c>, or SQL Server when <c>Data:Provider</c> says so.</summary>
internal sealed record IdentityStorage
{
    private IdentityStorage(bool sqlite, string connectionString) => (IsSqlite, ConnectionString) = (sqlite, connectionString);

    public bool IsSqlite { get; }

    public string ConnectionString { get; }

    public static IdentityStorage From(IConfiguration configuration) => configuration["Data:Provider"] switch
    {
        null or "" or "Sqlite" => InFile(Path.Combine(DirectoryOf(configuration), "identity.db")),
        "SqlServer" => new IdentityStorage(false, configuration["Data:ConnectionString"]
            ?? throw new InvalidOperationException("The setting Data:ConnectionString is missing.")),
        var other => throw new InvalidOperationException($"Data:Provider is Sqlite or SqlServer, not '{other}'."),
    };

    public static string DirectoryOf(IConfiguration configuration) => configuration["Data:Directory"]
        ?? throw new InvalidOperationException("The setting Data:Directory is missing.");

    public void Use(DbContextOptionsBuilder options) =>
        _ = IsSqlite ? options.UseSqlite(ConnectionString) : options.UseSqlServer(ConnectionString);

    public void Migrate()
    {
        if (IsSqlite)
        {
            UseWriteAheadLog();
        }

        var folder = IsSqlite ? ".Migrations.Sqlite." : ".Migrations.SqlServer.";
        var result = Target()
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.Contains(folder, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
        }
    }

    private static IdentityStorage InFile(string path) => new(true, new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString());

    private UpgradeEngineBuilder Target() => IsSqlite
        ? DeployChanges.To.SqliteDatabase(ConnectionString)
        : DeployChanges.To.SqlDatabase(ConnectionString);

    private void UseWriteAheadLog()
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
    }
}
