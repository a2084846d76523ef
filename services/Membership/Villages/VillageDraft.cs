using DienBien.Membership.V1;
using DienBien.Platform.Membership.Imports;
using DienBien.Platform.Membership.Organizations;

namespace DienBien.Platform.Membership.Villages;

/// <summary>A village as a line of a file states it.</summary>
internal sealed class VillageDraft
{
    public required VillageRow Row { get; init; }

    public bool? Border { get; init; }

    public bool? Remote { get; init; }

    public string? HeadMemberId { get; init; }

    public string? HeadName { get; init; }

    public DateOnly HeadSince { get; init; }

    public OrganizationRow? Cell { get; init; }

    public bool CellIndependent { get; init; }

    public bool HasHead => HeadMemberId is not null || HeadName is not null;

    public static VillageDraft Read(LineReader reader, ImportLine line, Dictionary<string, OrganizationRow> organizations, Dictionary<string, VillageState> known, Dictionary<(string, string), string> members, TreePolicy policy)
    {
        var commune = organizations.GetValueOrDefault(reader.Code("communeCode"));
        var name = reader.Text("name", 127, required: true);
        var (border, remote) = (reader.Flag("border"), reader.Flag("remote"));
        var row = new VillageRow
        {
            CommuneId = commune?.Id ?? "",
            Code = reader.Code("code"),
            Kind = reader.Name<Village.Types.Kind>("kind"),
            DisplayName = name,
            FoldedName = NameSearch.Stored(name),
            Border = border ?? false,
            Remote = remote ?? false,
        };
        reader.Require(commune is not null, "communeCode", "ORGANIZATION_UNKNOWN");
        reader.Refuse(commune is null ? null : VillageRules.CommuneFault(commune, !known.ContainsKey(row.Code), "communeCode"));
        // A village outside the scope is refused with the words for a code that is taken: codes are no secret.
        reader.Require(!known.TryGetValue(row.Code, out var stored) || stored.Row.CommuneId == row.CommuneId, "code", "CODE_TAKEN");
        var (number, headName) = (reader.Code("headMemberNumber", required: false), reader.Optional("headName", 127));
        var since = number.Length > 0 || headName is not null ? reader.Date("headSince") : default;
        var memberId = number.Length > 0 ? members.GetValueOrDefault((row.CommuneId, number)) : null;
        reader.Require(number.Length == 0 || memberId is not null, "headMemberNumber", "MEMBER_UNKNOWN");
        return new VillageDraft
        {
            Row = row,
            Border = border,
            Remote = remote,
            HeadMemberId = memberId,
            HeadName = number.Length > 0 ? null : headName,
            HeadSince = since,
            Cell = ReadCell(reader, organizations, policy),
            CellIndependent = reader.Flag("cellIndependent") ?? false,
        };
    }

    /// <summary>The stored facts with what the line states; an empty value states nothing.</summary>
    public VillageRow Over(VillageRow before) => before with
    {
        Kind = Row.Kind,
        DisplayName = Row.DisplayName,
        FoldedName = Row.FoldedName,
        Border = Border ?? before.Border,
        Remote = Remote ?? before.Remote,
    };

    private static OrganizationRow? ReadCell(LineReader reader, Dictionary<string, OrganizationRow> organizations, TreePolicy policy)
    {
        var code = reader.Code("cellCode", required: false);
        if (code.Length == 0)
        {
            return null;
        }

        var cell = organizations.GetValueOrDefault(code);
        reader.Require(cell is not null, "cellCode", "ORGANIZATION_UNKNOWN");
        reader.Refuse(cell is null ? null : VillageRules.CellFault(cell, policy, "cellCode"));
        return cell;
    }
}
