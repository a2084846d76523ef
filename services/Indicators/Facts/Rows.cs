namespace DienBien.Platform.Indicators.Facts;

/// <summary>A version of a member's facts.</summary>
internal sealed record MemberRow
{
    public string Id { get; init; } = "";

    public long Position { get; init; }

    public string OrganizationId { get; init; } = "";

    public string AdmittingOrganizationId { get; init; } = "";

    public string MemberNumber { get; init; } = "";

    public DateOnly AdmittedOn { get; init; }

    public DateOnly? OfficialOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    public DateTime RecordedAt { get; init; }

    public DateTime? SupersededAt { get; init; }

    internal Interval Membership => Interval.HalfOpen(AdmittedOn, EndedOn);
}

/// <summary>A version of a village.</summary>
internal sealed record VillageRow
{
    public string Id { get; init; } = "";

    public long Position { get; init; }

    public string Code { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string CommuneId { get; init; } = "";

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

    public string OrganizationId { get; init; } = "";

    public DateOnly Since { get; init; }

    public DateOnly? Until { get; init; }

    public bool Independent { get; init; }

    public DateTime RecordedAt { get; init; }

    public DateTime? SupersededAt { get; init; }

    internal Interval Link => Interval.Closed(Since, Until);
}

/// <summary>A version of a village with all its heads and cells.</summary>
internal sealed record VillageFacts(VillageRow Village, IReadOnlyList<HeadRow> Heads, IReadOnlyList<CellRow> Cells);
