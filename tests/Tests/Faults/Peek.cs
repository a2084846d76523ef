using Dapper;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Tests.Faults;

/// <summary>Looks into a service's SQLite file behind its back; the texts are the tests' own and in SQLite's dialect.</summary>
internal static class Peek
{
    public static async Task<IReadOnlyList<T>> RowsAsync<T>(this Database database, string sql, object? parameters = null)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public static async Task<long> NumberAsync(this Database database, string sql, object? parameters = null)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.QuerySingleAsync<long>(sql, parameters);
    }

    public static async Task<int> ChangeAsync(this Database database, string sql, object? parameters = null)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.ExecuteAsync(sql, parameters);
    }
}
