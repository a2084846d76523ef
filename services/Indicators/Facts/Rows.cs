using DienBien.Platform.Shared.Access;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>A version of an organisation: its place in the tree and its dates.</summary>
internal sealed record NodeRow
{
    internal const string Columns = "o.node, o.position, o.id, o.path, o.kind, o.established_on, o.dissolved_on, o.recorded_at, o.superseded_at, o.earlier";

    /// <summary>The position of the event that brought the organisation: the last number of its path.</summary>
    public long Node { get; init; }

    public long Position { get; init; }

    public string Id { get; init; } = "";

    public string Path { get; init; } = "";

    public string Kind { get; init; } = "";

    public DateOnly EstablishedOn { get; init; }

    public DateOnly? DissolvedOn { get; init; }

    public DateTime RecordedAt { get; init; }

    public DateTime? SupersededAt { get; init; }

    /// <summary>Its parents before the present one, each until a day; null for most.</summary>
    public string? Earlier { get; init; }

    internal PathRange Below => PathRange.Of(Path);

    internal bool IsRoot => Path.IndexOf('.', StringComparison.Ordinal) == Path.Length - 1;

    internal bool IsCell => Kinds.Cells.Contains(Kind);

    internal bool IsCommune => Kinds.Communes.Contains(Kind);
}

/// <summary>A version of a member's facts.</summary>
internal sealed record MemberRow
{
    public long Position { get; init; }

    public string Id { get; init; } = "";

    public long Organization { get; init; }

    public long Admitting { get; init; }

    public string MemberNumber { get; init; } = "";

    public DateOnly AdmittedOn { get; init; }

    public DateOnly? OfficialOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    public DateTime RecordedAt { get; init; }

    public DateTime? SupersededAt { get; init; }

    /// <summary>True if the member has not belonged to one organisation all along.</summary>
    public bool Moved { get; init; }

    /// <summary>Where the member belonged when; empty unless moved.</summary>
    internal IReadOnlyList<TermRow> Terms { get; init; } = [];

    internal Interval Membership => Interval.HalfOpen(AdmittedOn, EndedOn);

    /// <summary>Where the member belonged on which days.</summary>
    internal IEnumerable<(long Organization, Interval Days)> Stays => Terms.Count == 0
        ? [(Organization, Membership)]
        : Terms.Select(term => (term.Organization, Interval.HalfOpen(term.Since, term.Until).Intersect(Membership)));
}

/// <summary>That a version of a member belongs to an organisation from a day until before another.</summary>
internal sealed record TermRow
{
    public long Position { get; init; }

    public int Ordinal { get; init; }

    public long Organization { get; init; }

    public DateOnly Since { get; init; }

    public DateOnly? Until { get; init; }
}

/// <summary>A version of a village.</summary>
internal sealed record VillageRow
{
    public string Id { get; init; } = "";

    public long Position { get; init; }

    public string Code { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public long Commune { get; init; }

    public string Kind { get; init; } = "";

    public DateTime RecordedAt { get; init; }

    public DateTime? SupersededAt { get; init; }

    internal bool IsGroup => Kind == "RESIDENTIAL_GROUP";
}

/// <summary>A head's term in a version of a village.</summary>
internal sealed record HeadRow
{
    public string VillageId { get; init; } = "";

    public long Position { get; init; }

    public DateOnly Since { get; init; }

    public DateOnly? Until { get; init; }

    public string? MemberId { get; init; }

    public DateTime RecordedAt { get; init; }

    public DateTime? SupersededAt { get; init; }

    internal Interval Term => Interval.Closed(Since, Until);
}

/// <summary>A link to a cell in a version of a village.</summary>
internal sealed record CellRow
{
    public string VillageId { get; init; } = "";

    public long Position { get; init; }

    public long Organization { get; init; }

    public DateOnly Since { get; init; }

    public DateOnly? Until { get; init; }

    public bool Independent { get; init; }

    public DateTime RecordedAt { get; init; }

    public DateTime? SupersededAt { get; init; }

    internal Interval Link => Interval.Closed(Since, Until);
}

/// <summary>A version of a village with all its heads and cells.</summary>
internal sealed record VillageFacts(VillageRow Village, IReadOnlyList<HeadRow> Heads, IReadOnlyList<CellRow> Cells);
