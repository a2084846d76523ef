using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DienBien.Platform.Identity.Data;

/// <summary>
/// Where Identity keeps its data: a file in <c>Data:Directory</c>, or SQL Server when <c>Data:Provider</c> says so;
/// and its keys, always files.
/// </summary>
internal sealed class IdentityStorage
{
    private readonly string connectionString;

    private IdentityStorage(string folder, Dialect dialect, string connectionString)
    {
        this.connectionString = connectionString;
        KeyFolder = Path.Combine(folder, "keys", "identity");
        Database = new Database(dialect, connectionString);
    }

    public Database Database { get; }

    public string KeyFolder { get; }

    /// <summary>Opens the database and brings it to the newest schema.</summary>
    public static IdentityStorage Open(IConfiguration configuration)
    {
        var folder = Path.GetFullPath(configuration["Data:Directory"] ?? ".local");
        PrivateFile.MakeFolder(folder);
        var storage = configuration["Data:Provider"] == Dialect.SqlServer.Name
            ? new IdentityStorage(folder, Dialect.SqlServer, configuration["Data:ConnectionString"] ?? throw new InvalidOperationException("The setting Data:ConnectionString is missing."))
            : new IdentityStorage(folder, Dialect.Sqlite, File(Path.Combine(folder, "identity.db")));
        PrivateFile.MakeFolder(storage.KeyFolder);
        Migrator.Migrate(storage.Database, (typeof(IdentityStorage).Assembly, "Migrations"));
        return storage;
    }

    public void Use(DbContextOptionsBuilder options) => _ = Database.Dialect == Dialect.Sqlite
        ? options.UseSqlite(connectionString)
        : options.UseSqlServer(connectionString);

    private static string File(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();
}
