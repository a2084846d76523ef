using DienBien.Platform.Shared;

namespace DienBien.Platform.Membership;

/// <summary>Pages of lists that are read whole.</summary>
internal static class PageInMemory
{
    /// <summary>The rows behind the page before, in the order of their keys, one more than the page holds.</summary>
    /// <param name="page">The page to read.</param>
    /// <param name="rows">The whole list, in any order.</param>
    /// <param name="key">The key of a row, as it goes into the next page's token. No two rows have the same.</param>
    public static List<T> Of<T>(this Page page, IEnumerable<T> rows, Func<T, string[]> key) =>
    [
        .. rows.Select(row => (Key: string.Join(' ', key(row)), Row: row))
            .Where(entry => page.After.Length == 0 || string.CompareOrdinal(entry.Key, string.Join(' ', page.After)) > 0)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal).Take(page.Take).Select(entry => entry.Row),
    ];
}
