using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Organizations.Committees;

/// <summary>A term of a committee.</summary>
internal sealed record CommitteeTermRow
{
    internal const string Collection = "committeeTerms";

    internal const string Columns = """
        c.id, c.organization_id, c.kind, c.label, c.starts_on, c.ends_on, c.congress_on, c.seats_set, c.newly_formed, c.version,
        c.policy_version, c.create_time, c.update_time
        """;

    public string Id { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Label { get; init; } = "";

    public DateOnly StartsOn { get; init; }

    public DateOnly? EndsOn { get; init; }

    public DateOnly? CongressOn { get; init; }

    public int SeatsSet { get; init; }

    public bool NewlyFormed { get; init; }

    public long Version { get; init; }

    public string PolicyVersion { get; init; } = "";

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    internal string Name => $"{Collection}/{Id}";

    internal CommitteeTerm ToProto(IEnumerable<OfficeRow> offices) => new()
    {
        Name = Name,
        Organization = ResourceName.Organization(OrganizationId),
        Kind = EnumNames.TryParse<CommitteeTerm.Types.Kind>(Kind, out var kind) ? kind : default,
        Label = Label,
        StartsOn = IsoDate.Of(StartsOn),
        EndsOn = IsoDate.Of(EndsOn),
        CongressOn = IsoDate.Of(CongressOn),
        SeatsSet = SeatsSet,
        NewlyFormed = NewlyFormed,
        Offices = { offices.Select(office => office.ToProto()) },
        PolicyVersion = PolicyVersion,
        Etag = Etags.Of(Version),
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };
}

/// <summary>A member's office in a term.</summary>
internal sealed record OfficeRow
{
    public string Id { get; init; } = "";

    public string TermId { get; init; } = "";

    public string MemberId { get; init; } = "";

    public string Role { get; init; } = "";

    public string Basis { get; init; } = "";

    public DateOnly Since { get; init; }

    public DateOnly? Until { get; init; }

    public string DocumentNumber { get; init; } = "";

    public string? EndReason { get; init; }

    public string? EndDocument { get; init; }

    public DateTime RecordedAt { get; init; }

    /// <summary>True for the offices of which the standing committee is made.</summary>
    internal bool IsStanding => Role is "SECRETARY" or "DEPUTY" or "STANDING_MEMBER";

    internal bool HeldOn(DateOnly day) => Since <= day && (Until is null || Until > day);

    internal CommitteeOffice ToProto() => new()
    {
        Member = ResourceName.Member(MemberId),
        Role = EnumNames.TryParse<CommitteeOffice.Types.Role>(Role, out var role) ? role : default,
        Basis = EnumNames.TryParse<CommitteeOffice.Types.Basis>(Basis, out var basis) ? basis : default,
        Since = IsoDate.Of(Since),
        Until = IsoDate.Of(Until),
        DocumentNumber = DocumentNumber,
        EndReason = EnumNames.TryParse<CommitteeOffice.Types.EndReason>(EndReason, out var reason) ? reason : default,
        EndDocument = EndDocument ?? "",
    };
}
