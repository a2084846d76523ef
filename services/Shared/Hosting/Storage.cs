using DienBien.Platform.Shared.Data;
using Microsoft.Extensions.Configuration;

namespace DienBien.Platform.Shared.Hosting;

/// <summary>Where a service keeps its data and keys.</summary>
/// <param name="Database">The service's database, migrated.</param>
/// <param name="Folder">The data directory.</param>
/// <param name="KeyFolder">The folder of the service's data protection keys; nobody but the process's user may read it.</param>
public sealed record Storage(Database Database, string Folder, string KeyFolder)
{
    /// <summary>
    /// Opens the database and brings it to the newest schema. Reads <c>Data:Provider</c> (Sqlite or SqlServer),
    /// <c>Data:Directory</c> and, for SQL Server, <c>Data:ConnectionString</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is missing or a migration failed.</exception>
    /// <param name="name">The name of the database file and of the key folder.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="migrations">The scripts that make the schema.</param>
    public static Storage Open(string name, IConfiguration configuration, params (System.Reflection.Assembly Assembly, string Folder)[] migrations)
    {
        var folder = Path.GetFullPath(configuration["Data:Directory"] ?? ".local");
        var keys = Path.Combine(folder, "keys", name);
        PrivateFile.MakeFolder(folder);
        PrivateFile.MakeFolder(keys);
        var dialect = configuration["Data:Provider"] == Dialect.SqlServer.Name ? Dialect.SqlServer : Dialect.Sqlite;
        var database = dialect == Dialect.Sqlite
            ? Database.SqliteFile(Path.Combine(folder, name + ".db"))
            : new Database(dialect, configuration["Data:ConnectionString"] ?? throw new InvalidOperationException("The setting Data:ConnectionString is missing."));
        Migrator.Migrate(database, migrations);
        return new Storage(database, folder, keys);
    }
}
