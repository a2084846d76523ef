using System.Text.RegularExpressions;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>What holds for an organisation whichever way it comes in: from a request or from a file. Fields are named as in the proto.</summary>
internal static partial class OrganizationRules
{
    /// <summary>What is wrong with the facts themselves.</summary>
    public static IEnumerable<Violation> FaultsOf(OrganizationRow row)
    {
        if (row.AreaCode is { } area && !AreaCodes().IsMatch(area))
        {
            yield return new Violation("area_code", "AREA_CODE_INVALID");
        }

        if (row.Sector is null && row.Kind is "CELL" or "GRASSROOTS_CELL")
        {
            yield return new Violation("sector", "FIELD_REQUIRED");
        }

        if (row.DissolvedOn <= row.EstablishedOn)
        {
            yield return new Violation("established_on", "DISSOLVED_TOO_EARLY");
        }
    }

    /// <summary>Why an organisation may not stand under a parent, or null if it may.</summary>
    public static Violation? MisplacementOf(OrganizationRow row, OrganizationRow parent, TreePolicy policy) => row switch
    {
        { Sector: "VILLAGE" } when policy.IsCell(row.Kind) && !policy.MayHoldVillageCell(parent.Kind) => new Violation("parent", "VILLAGE_CELL_PARENT", "R-ORG-6"),
        _ when !policy.MayStandUnder(row.Kind, parent.Kind) => new Violation("parent", "PARENT_KIND"),
        _ => null,
    };

    /// <summary>Why nothing new may be set up under a parent, or null if it may.</summary>
    public static Violation? RefusalOf(OrganizationRow row, OrganizationRow parent, TreePolicy policy) =>
        MisplacementOf(row, parent, policy) ?? (parent.DissolvedOn is null ? null : new Violation("parent", "ORGANIZATION_DISSOLVED"));

    /// <summary>What is unusual: it is said and never refused, since the rule is not certain enough.</summary>
    public static IEnumerable<Violation> WarningsOf(OrganizationRow row)
    {
        if (row.PartyCode is { } code && !PartyCodes().IsMatch(code))
        {
            yield return new Violation("party_code", "PARTY_CODE_FORMAT", "R-ORG-16");
        }
    }

    [GeneratedRegex(@"^[0-9]{5}\z")]
    private static partial Regex AreaCodes();

    [GeneratedRegex(@"^[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9]{3}\.[0-9]{3}\z")]
    private static partial Regex PartyCodes();
}
