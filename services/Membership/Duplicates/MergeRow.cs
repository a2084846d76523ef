using DienBien.Platform.Membership.Members;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>That a record was merged into another.</summary>
internal sealed record MergeRow
{
    internal const string Columns = "g.id, g.kept_id, g.merged_id, g.kept_version, g.statement, g.state_before, g.recorded_at, g.undone_at, g.undo_statement";

    public string Id { get; init; } = "";

    public string KeptId { get; init; } = "";

    public string MergedId { get; init; } = "";

    /// <summary>The kept record's version since the merge: another one says that it was changed.</summary>
    public long KeptVersion { get; init; }

    public string Statement { get; init; } = "";

    /// <summary>What the undo puts back: a <see cref="MergeState"/> as JSON.</summary>
    public string StateBefore { get; init; } = "";

    public DateTime RecordedAt { get; init; }

    public DateTime? UndoneAt { get; init; }

    public string? UndoStatement { get; init; }
}

/// <summary>How two records stood before they were merged.</summary>
internal sealed record MergeState
{
    public required MemberRow Kept { get; init; }

    public required IReadOnlyList<MembershipRow> KeptTerms { get; init; }

    public required IReadOnlyList<MembershipRow> MergedTerms { get; init; }
}

/// <summary>Something that a merge moved or changed.</summary>
internal sealed record MergePartRow
{
    internal const string Columns = "p.merge_id, p.ordinal, p.kind, p.row_key, p.day";

    public string MergeId { get; init; } = "";

    public int Ordinal { get; init; }

    public string Kind { get; init; } = "";

    public string RowKey { get; init; } = "";

    /// <summary>The day that belongs to the key, where one does.</summary>
    public DateOnly? Day { get; init; }
}
