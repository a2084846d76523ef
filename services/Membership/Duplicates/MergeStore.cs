using System.Text.Json;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>Keeps merges with what they moved.</summary>
internal static class MergeStore
{
    private const string SelectStanding = $"SELECT {MergeRow.Columns} FROM member_merges g WHERE g.merged_id = @id AND g.undone_at IS NULL";

    private const string SelectParts = $"SELECT {MergePartRow.Columns} FROM member_merge_parts p WHERE p.merge_id = @id ORDER BY p.ordinal";

    private const string Close = "UPDATE member_merges SET undone_at = @now, undo_statement = @statement WHERE id = @id AND undone_at IS NULL";

    // An undo leaves a record as it was, but for its version: earlier merges into it can still be taken back.
    private const string Renumber = "UPDATE member_merges SET kept_version = @after WHERE kept_id = @member AND kept_version = @before AND undone_at IS NULL";

    public static async Task AddAsync(Work work, MergeRow merge, MergeState before, IReadOnlyList<MergePartRow> parts)
    {
        await work.InsertAsync("member_merges", merge with { StateBefore = JsonSerializer.Serialize(before) });
        await work.InsertAsync<MergePartRow>("member_merge_parts", [.. parts.Select((part, ordinal) => part with { MergeId = merge.Id, Ordinal = ordinal })]);
    }

    /// <summary>The merge that made a record part of another.</summary>
    public static Task<MergeRow> StandingAsync(Session session, string mergedId) => session.SingleAsync<MergeRow>(SelectStanding, new { id = mergedId });

    public static MergeState StateOf(MergeRow merge) => JsonSerializer.Deserialize<MergeState>(merge.StateBefore)!;

    public static Task<IReadOnlyList<MergePartRow>> PartsAsync(Session session, MergeRow merge) => session.QueryAsync<MergePartRow>(SelectParts, new { id = merge.Id });

    /// <summary>Notes that a merge was taken back.</summary>
    public static async Task CloseAsync(Work work, MergeRow merge, string statement)
    {
        if (await work.ExecuteAsync(Close, new { id = merge.Id, now = work.Now, statement }) == 0)
        {
            throw Problems.Precondition("name", "NOT_MERGED");
        }
    }

    /// <summary>Lets earlier merges into a record be taken back although its version moved on.</summary>
    public static Task RenumberAsync(Work work, string member, long before, long after) => work.ExecuteAsync(Renumber, new { member, before, after });
}
