using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;
using MoveKind = DienBien.Membership.V1.OrganizationActMove.Types.Kind;
using Role = DienBien.Membership.V1.OrganizationAct.Types.Part.Types.Role;

namespace DienBien.Platform.Membership.Organizations.Acts;

/// <summary>A dated act on the tree.</summary>
internal sealed record ActRow
{
    internal const string Collection = "organizationActs";

    internal const string Columns = """
        a.id, a.organization_id, a.kind, a.effective_on, a.document_number, a.policy_version, a.member_count, a.organization_count,
        a.village_count, a.recorded_at
        """;

    public string Id { get; init; } = "";

    /// <summary>The organisation that decided.</summary>
    public string OrganizationId { get; init; } = "";

    public string Kind { get; init; } = "";

    public DateOnly EffectiveOn { get; init; }

    public string DocumentNumber { get; init; } = "";

    public string PolicyVersion { get; init; } = "";

    public int MemberCount { get; init; }

    public int OrganizationCount { get; init; }

    public int VillageCount { get; init; }

    public DateTime RecordedAt { get; init; }

    internal string Name => $"{Collection}/{Id}";

    internal OrganizationAct ToProto(IEnumerable<ActPartRow> parts) => new()
    {
        Name = Name,
        Parent = ResourceName.Organization(OrganizationId),
        Kind = EnumNames.TryParse<OrganizationAct.Types.Kind>(Kind, out var kind) ? kind : default,
        EffectiveOn = IsoDate.Of(EffectiveOn),
        DocumentNumber = DocumentNumber,
        PolicyVersion = PolicyVersion,
        Parts = { parts.Select(part => part.ToProto()) },
        MemberCount = MemberCount,
        OrganizationCount = OrganizationCount,
        VillageCount = VillageCount,
        CreateTime = RecordedAt.ToTimestamp(),
    };
}

/// <summary>An organisation's part in an act.</summary>
internal sealed record ActPartRow
{
    internal const string Columns = "p.act_id, p.ordinal, p.organization_id, p.role, p.code, p.display_name";

    public string ActId { get; init; } = "";

    public int Ordinal { get; init; }

    public string OrganizationId { get; init; } = "";

    public string Role { get; init; } = "";

    public string Code { get; init; } = "";

    public string DisplayName { get; init; } = "";

    internal OrganizationAct.Types.Part ToProto() => new()
    {
        Organization = ResourceName.Organization(OrganizationId),
        Code = Code,
        DisplayName = DisplayName,
        Role = EnumNames.TryParse<Role>(Role, out var role) ? role : default,
    };
}

/// <summary>Who or what an act moved. Names are looked up where they belong, not kept twice.</summary>
internal sealed record ActMoveRow
{
    internal const string Columns = "v.act_id, v.ordinal, v.kind, v.subject_id, v.code, v.from_id, v.to_id, v.to_code, v.independent";

    public string ActId { get; init; } = "";

    public int Ordinal { get; init; }

    public string Kind { get; init; } = "";

    public string SubjectId { get; init; } = "";

    public string Code { get; init; } = "";

    public string FromId { get; init; } = "";

    public string ToId { get; init; } = "";

    public string ToCode { get; init; } = "";

    public bool Independent { get; init; }

    internal OrganizationActMove ToProto(string displayName = "")
    {
        var kind = EnumNames.TryParse<MoveKind>(Kind, out var known) ? known : default;
        return new OrganizationActMove
        {
            Kind = kind,
            Subject = kind switch { MoveKind.Member => ResourceName.Member(SubjectId), MoveKind.Village => ResourceName.Village(SubjectId), _ => ResourceName.Organization(SubjectId) },
            Code = Code,
            DisplayName = displayName,
            FromOrganization = ResourceName.Organization(FromId),
            ToOrganization = ResourceName.Organization(ToId),
            ToCode = ToCode,
            Independent = Independent,
        };
    }
}

/// <summary>How an organisation stood until an act.</summary>
internal sealed record OrganizationTermRow
{
    internal const string Columns = "t.id, t.organization_id, t.parent_id, t.display_name, t.valid_to, t.act_id, t.recorded_at";

    public string Id { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string ParentId { get; init; } = "";

    public string DisplayName { get; init; } = "";

    /// <summary>The first day on which it stood otherwise.</summary>
    public DateOnly ValidTo { get; init; }

    public string ActId { get; init; } = "";

    public DateTime RecordedAt { get; init; }

    internal OrganizationChanged.Types.Term ToProto() => new() { Parent = ResourceName.Organization(ParentId), DisplayName = DisplayName, Until = IsoDate.Of(ValidTo) };
}
