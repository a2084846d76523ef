using System.Data.Common;
using System.Globalization;
using Dapper;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Telemetry;

namespace DienBien.Platform.Shared.Data;

/// <summary>An open connection, inside a transaction or not, through which all SQL goes.</summary>
public class Session
{
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;
    private readonly Dialect dialect;
    private readonly bool trial;

    internal Session(DbConnection connection, DbTransaction? transaction, Dialect dialect, CancellationToken cancellation) =>
        (this.connection, this.transaction, this.dialect, Cancellation) = (connection, transaction, dialect, cancellation);

    /// <summary>Lets a derived session share another's connection and transaction.</summary>
    /// <param name="other">The session to share.</param>
    /// <param name="trial">True to carry out reads only: what is written is taken for done.</param>
    protected Session(Session other, bool trial = false) : this(other.connection, other.transaction, other.dialect, other.Cancellation) => this.trial = trial;

    /// <summary>Hears every text that is executed and where, so that tests can bind it against the other database.</summary>
    internal static Action<DbConnection, string>? Observer { get; set; }

    /// <summary>Cancelled when the caller gives up.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Reads all rows of a query.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null, Scope? scope = null)
    {
        using var span = PlatformActivity.Sql(sql);
        return (await connection.QueryAsync<T>(Command(sql, parameters, scope)).ConfigureAwait(false)).AsList();
    }

    /// <summary>Reads the only row, or null if there is none.</summary>
    public async Task<T?> FindAsync<T>(string sql, object? parameters = null, Scope? scope = null)
    {
        using var span = PlatformActivity.Sql(sql);
        return await connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters, scope)).ConfigureAwait(false);
    }

    /// <summary>Reads the only row; a query that always has one.</summary>
    public async Task<T> SingleAsync<T>(string sql, object? parameters = null, Scope? scope = null)
    {
        using var span = PlatformActivity.Sql(sql);
        return await connection.QuerySingleAsync<T>(Command(sql, parameters, scope)).ConfigureAwait(false);
    }

    /// <summary>True if nothing is written: a later read does not see what this session "wrote".</summary>
    public bool IsTrial => trial;

    /// <summary>Runs a statement and returns how many rows it touched; in a trial one.</summary>
    public async Task<int> ExecuteAsync(string sql, object? parameters = null)
    {
        if (trial)
        {
            return 1;
        }

        using var span = PlatformActivity.Sql(sql);
        return await connection.ExecuteAsync(Command(sql, parameters, null)).ConfigureAwait(false);
    }

    /// <summary>Inserts rows, many to a statement. The record's properties are the columns.</summary>
    public async Task InsertAsync<T>(string table, IReadOnlyList<T> rows)
    {
        if (trial)
        {
            return;
        }

        using var span = rows.Count == 0 ? null : PlatformActivity.Sql($"INSERT INTO {table}");
        var perStatement = Math.Clamp(dialect.MaxParameters / Columns<T>.Names.Length, 1, 64);
        for (var from = 0; from < rows.Count;)
        {
            // Only two statement shapes occur, the full one and single rows, so that both stay prepared.
            var count = rows.Count - from >= perStatement ? perStatement : 1;
            await using var command = Prepare<T>(table, count);
            do
            {
                Fill(command, rows, from, count);
                await command.ExecuteNonQueryAsync(Cancellation).ConfigureAwait(false);
                from += count;
            }
            while (rows.Count - from >= count);
        }
    }

    /// <summary>Inserts one row.</summary>
    public Task InsertAsync<T>(string table, T row) => InsertAsync<T>(table, [row]);

    private static void Fill<T>(DbCommand command, IReadOnlyList<T> rows, int from, int count)
    {
        var getters = Columns<T>.Getters;
        for (int r = 0, p = 0; r < count; r++)
        {
            var row = rows[from + r];
            foreach (var getter in getters)
            {
                DapperSetup.Bind(command.Parameters[p++], getter(row));
            }
        }
    }

    private DbCommand Prepare<T>(string table, int count)
    {
        var names = Columns<T>.Names;
        Observer?.Invoke(connection, InsertText(table, names, 1));
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (InsertText(table, names, count), transaction);
        for (var p = 0; p < count * names.Length; p++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{p}");
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static string InsertText(string table, string[] names, int count)
    {
        var values = string.Join(", ", Enumerable.Range(0, count).Select(r =>
            "(" + string.Join(", ", Enumerable.Range(r * names.Length, names.Length).Select(p => string.Create(CultureInfo.InvariantCulture, $"@p{p}"))) + ")"));
        return $"INSERT INTO {table} ({string.Join(", ", names)}) VALUES {values}";
    }

    private CommandDefinition Command(string sql, object? parameters, Scope? scope)
    {
        Observer?.Invoke(connection, sql);
        var text = dialect.Render(sql, scope?.Ranges.Count ?? 0);
        return new CommandDefinition(text, scope is null ? parameters : scope.Bind(parameters), transaction, cancellationToken: Cancellation);
    }
}
