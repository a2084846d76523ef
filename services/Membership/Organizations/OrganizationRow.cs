using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>The current facts of an organisation.</summary>
internal sealed record OrganizationRow
{
    public string Id { get; init; } = "";

    public string? ParentId { get; init; }

    public string Path { get; init; } = "";

    /// <summary>The commune, ward or bloc under the province in which member numbers are unique.</summary>
    public string RegisterId { get; init; } = "";

    public string Code { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? Sector { get; init; }

    public string DisplayName { get; init; } = "";

    public string FoldedName { get; init; } = "";

    public string? AreaCode { get; init; }

    public string? PartyCode { get; init; }

    public DateOnly EstablishedOn { get; init; }

    public DateOnly? DissolvedOn { get; init; }

    public long Version { get; init; }

    public string PolicyVersion { get; init; } = "";

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    internal const string Columns = """
        o.id, o.parent_id, o.path, o.register_id, o.code, o.kind, o.sector, o.display_name, o.folded_name, o.area_code,
        o.party_code, o.established_on, o.dissolved_on, o.version, o.policy_version, o.create_time, o.update_time
        """;

    internal Organization ToProto() => new()
    {
        Name = ResourceName.Organization(Id),
        Code = Code,
        Parent = ParentId is null ? "" : ResourceName.Organization(ParentId),
        Kind = EnumNames.TryParse<Organization.Types.Kind>(Kind, out var kind) ? kind : default,
        Sector = EnumNames.TryParse<Organization.Types.Sector>(Sector, out var sector) ? sector : default,
        DisplayName = DisplayName,
        AreaCode = AreaCode ?? "",
        PartyCode = PartyCode ?? "",
        EstablishedOn = IsoDate.Of(EstablishedOn),
        DissolvedOn = IsoDate.Of(DissolvedOn),
        Etag = Etags.Of(Version),
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };
}
