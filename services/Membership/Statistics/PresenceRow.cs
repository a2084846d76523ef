namespace DienBien.Platform.Membership.Statistics;

/// <summary>A member in an organisation from a day until before another, with what he is counted by.</summary>
internal sealed record PresenceRow
{
    internal const string Columns = """
        p.organization_id, p.valid_from, p.id, p.member_id, p.valid_to, p.official_on, p.admitted_on, p.end_flow, p.start_flow, p.sex, p.birth_year, p.ethnicity, p.education, p.sector
        """;

    public string OrganizationId { get; init; } = "";

    public DateOnly ValidFrom { get; init; }

    public string Id { get; init; } = "";

    public string MemberId { get; init; } = "";

    /// <summary>The end of time while open.</summary>
    public DateOnly ValidTo { get; init; }

    /// <summary>The end of time while probationary.</summary>
    public DateOnly OfficialOn { get; init; }

    public DateOnly AdmittedOn { get; init; }

    /// <summary>As what it counts if the membership ends with it.</summary>
    public string EndFlow { get; init; } = "ENDED";

    /// <summary>As what it counts if the membership begins with it anew; null for an admission.</summary>
    public string? StartFlow { get; init; }

    public string Sex { get; init; } = "";

    public int BirthYear { get; init; }

    public string? Ethnicity { get; init; }

    public string? Education { get; init; }

    public string? Sector { get; init; }
}
