using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Villages;

/// <summary>What holds for a village whichever way it comes in: from a request or from a file.</summary>
internal static class VillageRules
{
    /// <summary>Why an organisation can have no village, or null if it can.</summary>
    /// <param name="commune">The organisation.</param>
    /// <param name="isNew">True if the village is not on record yet.</param>
    /// <param name="field">What the request or file calls it.</param>
    public static Violation? CommuneFault(OrganizationRow commune, bool isNew, string field) => commune switch
    {
        not { Kind: "COMMUNE" or "WARD" } => new Violation(field, "COMMUNE_EXPECTED"),
        { DissolvedOn: not null } when isNew => new Violation(field, "ORGANIZATION_DISSOLVED"),
        _ => null,
    };

    /// <summary>Why an organisation can serve no village from a day, or null if it can.</summary>
    public static Violation? CellFault(OrganizationRow cell, TreePolicy policy, string field) => cell switch
    {
        _ when !policy.IsCell(cell.Kind) => new Violation(field, "CELL_EXPECTED"),
        { DissolvedOn: not null } => new Violation(field, "ORGANIZATION_DISSOLVED"),
        _ => null,
    };
}
