namespace DienBien.Platform.Membership.Statistics;

/// <summary>A membership in force with the member's facts, as the register has them.</summary>
internal sealed record Membership
{
    public string OrganizationId { get; init; } = "";

    public DateOnly ValidFrom { get; init; }

    public string Id { get; init; } = "";

    public string MemberId { get; init; } = "";

    public DateOnly? ValidTo { get; init; }

    public DateOnly? OfficialOn { get; init; }

    public DateOnly AdmittedOn { get; init; }

    public string Sex { get; init; } = "";

    public DateOnly BirthDate { get; init; }

    public string? Ethnicity { get; init; }

    public string? Education { get; init; }

    public string? Sector { get; init; }

    public string Path { get; init; } = "";

    /// <summary>What statistics keep of it.</summary>
    /// <param name="turns">The kinds of facts that ended a membership or began one anew, by member and day.</param>
    public PresenceRow ToRow(ILookup<(string MemberId, DateOnly Day), string> turns) => new()
    {
        OrganizationId = OrganizationId,
        ValidFrom = ValidFrom,
        Id = Id,
        MemberId = MemberId,
        ValidTo = ValidTo ?? DateOnly.MaxValue,
        OfficialOn = OfficialOn ?? DateOnly.MaxValue,
        AdmittedOn = AdmittedOn,
        EndFlow = turns[(MemberId, ValidTo ?? DateOnly.MaxValue)].FirstOrDefault() ?? "ENDED",
        StartFlow = turns[(MemberId, ValidFrom)].FirstOrDefault(),
        Sex = Sex,
        BirthYear = BirthDate.Year,
        Ethnicity = Ethnicity,
        Education = Education,
        Sector = Sector,
    };
}
