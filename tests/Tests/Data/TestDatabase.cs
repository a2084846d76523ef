using System.Collections.Immutable;
using DienBien.Platform.Meetings;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Xunit;

namespace DienBien.Platform.Tests.Data;

/// <summary>
/// A migrated database of either dialect for one test. SQL Server's rows are reported as skipped unless
/// <c>PLATFORM_TEST_SQLSERVER</c> holds a connection string that may create databases.
/// </summary>
internal sealed class TestDatabase : IDisposable
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("PLATFORM_TEST_SQLSERVER");

    private readonly string folder = Directory.CreateTempSubdirectory("dialect").FullName;

    private readonly string name = $"dienbien_test_{Guid.CreateVersion7():N}";

    private TestDatabase(string dialect)
    {
        if (dialect == Dialect.Sqlite.Name)
        {
            // Named for the service whose schema it holds.
            Database = Database.SqliteFile(Path.Combine(folder, MeetingsHost.Service.Name + ".db"));
        }
        else
        {
            OnServer($"CREATE DATABASE {name}");
            Database = new Database(Dialect.SqlServer, new SqlConnectionStringBuilder(Server) { InitialCatalog = name }.ToString());
        }

        Migrator.Migrate(Database, MeetingsHost.Service.Migrations);
        Commands = new Commands(Database, new FeedSignal(), TimeProvider.System);
    }

    public Database Database { get; }

    public Commands Commands { get; }

    public static Caller Caller { get; } = new("tester", "tester", ImmutableArray<RoleBinding>.Empty);

    /// <summary>The dialects as rows of a theory.</summary>
    public static IEnumerable<ITheoryDataRow> Dialects =>
    [
        new TheoryDataRow<string>(Dialect.Sqlite.Name),
        new TheoryDataRow<string>(Dialect.SqlServer.Name) { Skip = Server is null ? "PLATFORM_TEST_SQLSERVER is not set." : null },
    ];

    public static TestDatabase Open(string dialect) => new(dialect);

    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work) => Database.WriteAsync(work, TestContext.Current.CancellationToken);

    public Task<T> ReadAsync<T>(Func<Session, Task<T>> work) => Database.ReadAsync(work, TestContext.Current.CancellationToken);

    public Task<T> RunAsync<T>(Func<Work, Task<T>> work) => Commands.RunAsync(Caller, "/tests.v1.Tests/Run", work, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Database.Dispose();
        if (Database.Dialect == Dialect.SqlServer)
        {
            SqlConnection.ClearAllPools();
            OnServer($"DROP DATABASE {name}");
        }
        else
        {
            using var connection = new SqliteConnection(Database.ConnectionString);
            SqliteConnection.ClearPool(connection);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void OnServer(string sql)
    {
        using var connection = new SqlConnection(Server);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
