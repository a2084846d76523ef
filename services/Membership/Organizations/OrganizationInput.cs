using DienBien.Membership.V1;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>The facts that a request states about an organisation, as far as its mask names them.</summary>
internal sealed class OrganizationInput
{
    /// <summary>The facts that may be corrected, by their proto names.</summary>
    public static readonly string[] Fields = ["display_name", "sector", "area_code", "party_code", "established_on"];

    // What is unusual about an accepted request: neither an error nor a part of the resource.
    private const string WarningHeader = "platform-warning";

    private readonly IReadOnlySet<string> stated;
    private readonly string displayName;
    private readonly string? sector;
    private readonly string? areaCode;
    private readonly string? partyCode;
    private readonly DateOnly establishedOn;

    /// <summary>Reads a request.</summary>
    /// <param name="check">Notes what is wrong with the stated facts.</param>
    /// <param name="input">The organisation of the request.</param>
    /// <param name="stated">The stated facts; all of them if null.</param>
    /// <param name="at">Where the organisation stands in the request.</param>
    public OrganizationInput(Check check, Organization input, IReadOnlySet<string>? stated = null, string at = "organization")
    {
        this.stated = stated ?? Fields.ToHashSet(StringComparer.Ordinal);
        displayName = Has("display_name") ? check.Text(input.DisplayName, at + ".display_name", 255) : "";
        sector = Has("sector") && check.Name(input.Sector, at + ".sector") is { Length: > 0 } name ? name : null;
        areaCode = Has("area_code") && input.AreaCode.Length > 0 ? input.AreaCode : null;
        partyCode = Has("party_code") ? check.OptionalText(input.PartyCode, at + ".party_code", 24) : null;
        establishedOn = Has("established_on") ? check.Date(input.EstablishedOn, at + ".established_on") : default;
    }

    /// <summary>Checks facts that are to be stored.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT with all that was found by now.</exception>
    public static void Check(Check check, OrganizationRow row, string at = "organization")
    {
        foreach (var fault in OrganizationRules.FaultsOf(row))
        {
            check.That(false, $"{at}.{fault.Field}", fault.Reason, fault.Rule);
        }

        check.OrThrow();
    }

    /// <summary>Tells the caller what is unusual, in a header of the answer.</summary>
    public static Task WarnAsync(ServerCallContext context, OrganizationRow row)
    {
        var warnings = OrganizationRules.WarningsOf(row).Select(w => $"organization.{w.Field} {w.Reason} {w.Rule}").ToList();
        return warnings.Count == 0 ? Task.CompletedTask : context.WriteResponseHeadersAsync(new Metadata { { WarningHeader, string.Join(", ", warnings) } });
    }

    /// <summary>The stored facts with the stated ones in their place.</summary>
    public OrganizationRow Over(OrganizationRow before) => before with
    {
        DisplayName = Has("display_name") ? displayName : before.DisplayName,
        FoldedName = Has("display_name") ? NameSearch.Stored(displayName) : before.FoldedName,
        Sector = Has("sector") ? sector : before.Sector,
        AreaCode = Has("area_code") ? areaCode : before.AreaCode,
        PartyCode = Has("party_code") ? partyCode : before.PartyCode,
        EstablishedOn = Has("established_on") ? establishedOn : before.EstablishedOn,
    };

    private bool Has(string field) => stated.Contains(field);
}
