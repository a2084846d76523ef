using System.Globalization;
using System.Text;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>A table of counts by node and two more columns. Many rows are added to with two statements.</summary>
internal sealed class CounterTable
{
    private readonly string update;
    private readonly string insert;
    private readonly string selectEmpty;
    private readonly string deleteEmpty;

    /// <summary>Names the table and the columns of its key after <c>node</c>, each with its type.</summary>
    internal CounterTable(string table, string second, string third)
    {
        string[] keys = ["node", second.Split(' ')[0], third.Split(' ')[0]];
        var rows = $"{{rows lines: node bigint, {second}, {third}, begun bigint, ceased bigint}}";
        string Names(string prefix) => string.Join(", ", keys.Select(key => prefix + key));
        string Same(string alias) => string.Join(" AND ", keys.Select(key => $"{alias}.{key} = r.{key}"));
        update = $"UPDATE {table} SET begun = {table}.begun + r.begun, ceased = {table}.ceased + r.ceased FROM {rows} AS r WHERE {Same(table)}";
        insert = $"""
            INSERT INTO {table} ({Names("")}, begun, ceased) SELECT {Names("r.")}, r.begun, r.ceased FROM {rows} AS r
            WHERE NOT EXISTS (SELECT 1 FROM {table} AS c WHERE {Same("c")})
            """;
        selectEmpty = $"SELECT {Names("c.")} FROM {rows} AS r CROSS JOIN {table} AS c WHERE {Same("c")} AND c.begun = 0 AND c.ceased = 0";
        deleteEmpty = $"DELETE FROM {table} WHERE {string.Join(" AND ", keys.Select(key => $"{key} = @{key}"))}";
    }

    /// <summary>Adds counts.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="counts">The counts, by key; none twice.</param>
    /// <param name="write">Writes a key as JSON values.</param>
    /// <param name="taken">True if counts are taken back too, so that rows may become empty; those go.</param>
    internal async Task AddAsync<TKey>(Session session, IReadOnlyList<KeyValuePair<TKey, Count>> counts, Action<TKey, StringBuilder> write, bool taken)
    {
        if (counts.Count == 0)
        {
            return;
        }

        var lines = Json(counts, write);
        if (await session.ExecuteAsync(update, new { lines }) < counts.Count)
        {
            await session.ExecuteAsync(insert, new { lines });
        }

        if (taken)
        {
            foreach (var empty in await session.QueryAsync<object>(selectEmpty, new { lines }))
            {
                await session.ExecuteAsync(deleteEmpty, empty);
            }
        }
    }

    private static string Json<TKey>(IReadOnlyList<KeyValuePair<TKey, Count>> counts, Action<TKey, StringBuilder> write)
    {
        var text = new StringBuilder("[", counts.Count * 40);
        foreach (var (key, count) in counts)
        {
            text.Append(text.Length > 1 ? ",[" : "[");
            write(key, text);
            text.Append(CultureInfo.InvariantCulture, $",{count.Begun},{count.Ceased}]");
        }

        return text.Append(']').ToString();
    }
}
