using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DienBien.Platform.Shared.Data;

/// <summary>One service's own database.</summary>
public sealed class Database : IDisposable
{
    private const int Attempts = 6;

    // Durable at each commit. The default cache of 2 MB makes a large transaction write its pages more than once, and the
    // default log of 4 MB is copied back at almost every batch of an import.
    private const string WriterSettings = "PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 8000;";

    // Settings belong to the native connection, which the pool hands out again and again.
    private static readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> Writers = [];

    private readonly string connectionString;
    private readonly SemaphoreSlim? writer;

    /// <summary>Names the database; nothing is opened yet.</summary>
    public Database(Dialect dialect, string connectionString)
    {
        (Dialect, this.connectionString) = (dialect, connectionString);
        // SQLite has one writer; waiting for it here is fair and costs no sleep, its busy handler naps for 150 ms.
        writer = dialect == Dialect.Sqlite ? new SemaphoreSlim(1, 1) : null;
    }

    /// <summary>The kind of database.</summary>
    public Dialect Dialect { get; }

    internal string ConnectionString => connectionString;

    /// <summary>The embedded database in a file of its own.</summary>
    public static Database SqliteFile(string path) => new(Dialect.Sqlite, new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 30,
        Pooling = true,
    }.ToString());

    /// <summary>Runs reads on one connection, outside a transaction.</summary>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation).ConfigureAwait(false);
        return await work(new Session(connection, null, Dialect, cancellation)).ConfigureAwait(false);
    }

    /// <summary>Runs reads that must all see one state of the database.</summary>
    public async Task<T> SnapshotAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation).ConfigureAwait(false);
        // A deferred transaction of SQLite is a snapshot from its first read on; SQL Server reads committed rows
        // under its row-version setting.
        await using var transaction = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        return await work(new Session(connection, transaction, Dialect, cancellation)).ConfigureAwait(false);
    }

    /// <summary>
    /// Runs one transaction: all of the work is kept, or nothing. A deadlock, a busy file or a lost race for a
    /// unique key runs it again, so the work must have no effect outside of the session.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(work, cancellation).ConfigureAwait(false);
            }
            catch (DbException failure) when (attempt < Attempts && Dialect.IsTransient(failure))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5 * attempt * attempt), cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Closes idle connections, so that a file can be moved or deleted.</summary>
    public void Dispose()
    {
        writer?.Dispose();
        if (Dialect == Dialect.Sqlite)
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
        }
    }

    internal async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = Dialect.Factory.CreateConnection()!;
        connection.ConnectionString = connectionString;
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        return connection;
    }

    private static async Task PrepareWriterAsync(DbConnection connection, CancellationToken cancellation)
    {
        if (connection is SqliteConnection { Handle: { } handle } && Writers.TryAdd(handle, Writers))
        {
            await connection.ExecuteAsync(new CommandDefinition(WriterSettings, cancellationToken: cancellation)).ConfigureAwait(false);
        }
    }

    private async Task<T> OnceAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation)
    {
        if (writer is not null)
        {
            await writer.WaitAsync(cancellation).ConfigureAwait(false);
        }

        try
        {
            await using var connection = await OpenAsync(cancellation).ConfigureAwait(false);
            await PrepareWriterAsync(connection, cancellation).ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            var result = await work(new Session(connection, transaction, Dialect, cancellation)).ConfigureAwait(false);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        finally
        {
            writer?.Release();
        }
    }
}
