using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Hosting;
using Microsoft.EntityFrameworkCore;

namespace DienBien.Platform.Identity.Data;

/// <summary>Identity keeps its data and keys where every service does; the libraries reach the database through EF Core.</summary>
internal static class IdentityStorage
{
    /// <summary>Opens the database and brings it to the newest schema.</summary>
    public static Storage Open(IConfiguration configuration) => Storage.Open("identity", configuration, (typeof(IdentityStorage).Assembly, "Migrations"));

    public static void Use(this DbContextOptionsBuilder options, Database database) => _ = database.Dialect == Dialect.Sqlite
        ? options.UseSqlite(database.ConnectionString)
        : options.UseSqlServer(database.ConnectionString);
}
