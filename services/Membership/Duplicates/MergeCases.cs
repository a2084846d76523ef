using System.Text.Json;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>The duplicate cases of a record that is merged: the pair's own is closed, open ones with third records go to the kept one.</summary>
internal static class MergeCases
{
    private const string Closed = "CASE_WAS_";

    private const string First = "CASE_FIRST";

    private const string Second = "CASE_SECOND";

    private const string SelectByIds = $"SELECT {DuplicateRow.Columns} FROM duplicate_cases d WHERE d.id {{in ids}}";

    /// <summary>Closes and moves cases.</summary>
    /// <returns>The pair's own case or null, and what was done, with the case.</returns>
    public static async Task<(string? Own, IReadOnlyList<(DuplicateRow Case, MergePartRow Part)> Others, IReadOnlyList<MergePartRow> Parts)> MergeAsync(Work work, string kept, string other)
    {
        var cases = await DuplicateStore.OfMembersAsync(work, JsonSerializer.Serialize(new[] { kept, other }));
        var known = cases.Where(row => Has(row, kept)).Select(row => Third(row, kept)).ToHashSet(StringComparer.Ordinal);
        var (own, others, parts) = ((string?)null, new List<(DuplicateRow, MergePartRow)>(), new List<MergePartRow>());
        foreach (var row in cases.Where(row => Has(row, other) && row.State != DuplicateRow.Merged).OrderBy(row => row.Id, StringComparer.Ordinal))
        {
            var third = Third(row, other);
            if (third != kept && row.State != DuplicateRow.Open)
            {
                continue;
            }

            var closes = third == kept || known.Contains(third);
            var part = new MergePartRow { Kind = closes ? Closed + row.State : row.FirstMemberId == other ? First : Second, RowKey = row.Id };
            await DuplicateStore.ReplaceAsync(work, row, closes ? row with { State = DuplicateRow.Merged } : With(row, part.Kind, kept));
            parts.Add(part);
            own = third == kept ? row.Name : own;
            if (third != kept)
            {
                others.Add((row, part));
            }
        }

        return (own, others, parts);
    }

    /// <summary>Puts the cases back. One that was decided since stays so.</summary>
    public static async Task UndoAsync(Work work, MergeRow merge, IEnumerable<MergePartRow> parts)
    {
        var done = parts.Where(part => part.Kind is First or Second || part.Kind.StartsWith(Closed, StringComparison.Ordinal)).ToDictionary(part => part.RowKey, part => part.Kind);
        foreach (var row in await work.QueryAsync<DuplicateRow>(SelectByIds, new { ids = JsonSerializer.Serialize(done.Keys) }))
        {
            var kind = done[row.Id];
            await DuplicateStore.ReplaceAsync(work, row, kind is First or Second ? With(row, kind, merge.MergedId) : row with { State = kind[Closed.Length..] });
        }
    }

    /// <summary>True if the kept record has a case of its own with the same third one.</summary>
    public static bool IsClosed(MergePartRow part) => part.Kind.StartsWith(Closed, StringComparison.Ordinal);

    private static DuplicateRow With(DuplicateRow row, string kind, string member) => kind == First ? row with { FirstMemberId = member } : row with { SecondMemberId = member };

    private static bool Has(DuplicateRow row, string member) => row.FirstMemberId == member || row.SecondMemberId == member;

    private static string Third(DuplicateRow row, string member) => row.FirstMemberId == member ? row.SecondMemberId : row.FirstMemberId;
}
