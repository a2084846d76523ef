using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Villages;

/// <summary>The current facts of a village.</summary>
internal sealed record VillageRow
{
    public string Id { get; init; } = "";

    public string CommuneId { get; init; } = "";

    public string Code { get; init; } = "";

    public string Kind { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string FoldedName { get; init; } = "";

    public bool Border { get; init; }

    public bool Remote { get; init; }

    public long Version { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    internal const string Columns = "v.id, v.commune_id, v.code, v.kind, v.display_name, v.folded_name, v.border, v.remote, v.version, v.create_time, v.update_time";
}

/// <summary>A term of a head.</summary>
internal sealed record HeadRow
{
    public string Id { get; init; } = "";

    public string VillageId { get; init; } = "";

    public string? MemberId { get; init; }

    public string? NameId { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public DateTime RecordedAt { get; init; }
}

/// <summary>A head with the name to show.</summary>
internal sealed record NamedHead
{
    public string Id { get; init; } = "";

    public string VillageId { get; init; } = "";

    public string? MemberId { get; init; }

    public string? NameId { get; init; }

    public string? DisplayName { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    internal const string Select = """
        SELECT h.id, h.village_id, h.member_id, h.name_id, n.display_name, h.valid_from, h.valid_to
        FROM village_heads h LEFT JOIN head_names n ON n.id = h.name_id
        WHERE h.village_id {in ids} AND h.superseded_at IS NULL ORDER BY h.village_id, h.valid_from
        """;

    internal VillageHead ToProto() => new()
    {
        Member = MemberId is null ? "" : ResourceName.Member(MemberId),
        DisplayName = DisplayName ?? "",
        Since = IsoDate.Of(ValidFrom),
        Until = IsoDate.Of(ValidTo),
    };
}

/// <summary>A link to a cell.</summary>
internal sealed record CellRow
{
    public string Id { get; init; } = "";

    public string VillageId { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public bool Independent { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public DateTime RecordedAt { get; init; }

    internal const string Select = """
        SELECT c.id, c.village_id, c.organization_id, c.independent, c.valid_from, c.valid_to, c.recorded_at
        FROM village_cells c WHERE c.village_id {in ids} AND c.superseded_at IS NULL ORDER BY c.village_id, c.valid_from
        """;

    internal VillageCell ToProto() => new()
    {
        Organization = ResourceName.Organization(OrganizationId),
        Independent = Independent,
        Since = IsoDate.Of(ValidFrom),
        Until = IsoDate.Of(ValidTo),
    };
}

/// <summary>What a stated head is to those on record.</summary>
internal enum HeadVerdict
{
    /// <summary>It opens a term, or corrects the person of the latest.</summary>
    New,

    /// <summary>It stands in the history already.</summary>
    Known,

    /// <summary>It comes before the latest: refused.</summary>
    NotLater,
}

/// <summary>A village with its heads and cells.</summary>
internal sealed record VillageState(VillageRow Row, List<NamedHead> Heads, List<CellRow> Cells)
{
    /// <summary>Holds a head against those on record: a date must not lie before the latest one's. No end states nothing; a name that was removed is not told again.</summary>
    internal HeadVerdict Judge(string? memberId, string? name, DateOnly since, DateOnly? until = null)
    {
        if (Heads.Exists(head => head.ValidFrom == since && (until is null || head.ValidTo == until) && (memberId is null ? head.MemberId is null && (head.DisplayName is null || head.DisplayName == name) : head.MemberId == memberId)))
        {
            return HeadVerdict.Known;
        }

        return Heads is [.., var latest] && since < latest.ValidFrom ? HeadVerdict.NotLater : HeadVerdict.New;
    }

    /// <summary>The village as of a day, with all heads and cells.</summary>
    internal Village ToProto(DateOnly day, bool names = true)
    {
        var village = new Village
        {
            Name = ResourceName.Village(Row.Id),
            Code = Row.Code,
            Commune = ResourceName.Organization(Row.CommuneId),
            Kind = EnumNames.TryParse<Village.Types.Kind>(Row.Kind, out var kind) ? kind : default,
            DisplayName = Row.DisplayName,
            Border = Row.Border,
            Remote = Row.Remote,
            Head = Heads.Find(head => head.ValidFrom <= day && (head.ValidTo is null || head.ValidTo >= day))?.ToProto(),
            Etag = Etags.Of(Row.Version),
            CreateTime = Row.CreateTime.ToTimestamp(),
            UpdateTime = Row.UpdateTime.ToTimestamp(),
            HeadHistory = { Heads.Select(head => head.ToProto()) },
            Cells = { Cells.Select(cell => cell.ToProto()) },
        };
        if (!names)
        {
            foreach (var head in village.HeadHistory.Append(village.Head).OfType<VillageHead>())
            {
                head.DisplayName = "";
            }
        }

        return village;
    }
}
