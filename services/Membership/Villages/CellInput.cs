using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Villages;

/// <summary>A link to a cell as a request states it.</summary>
internal sealed class CellInput
{
    private readonly string path;
    private readonly VillageCell cell;
    private readonly DateOnly? since;
    private readonly DateOnly? until;

    /// <summary>Reads a link and notes what is wrong with it.</summary>
    /// <param name="check">Notes what is wrong.</param>
    /// <param name="cell">The link.</param>
    /// <param name="path">Where it stands in the request.</param>
    public CellInput(Check check, VillageCell cell, string path)
    {
        (this.path, this.cell) = (path, cell);
        since = check.OptionalDate(cell.Since, path + ".since");
        until = check.OptionalDate(cell.Until, path + ".until");
        check.That(cell.Organization.Length > 0, path + ".organization", "FIELD_REQUIRED")
            .That(until is null || since is null || until >= since, path + ".until", "UNTIL_BEFORE_SINCE");
    }

    /// <summary>Finds the cell.</summary>
    /// <returns>The link, from the cell's first day on unless the request says otherwise.</returns>
    /// <exception cref="Problem">INVALID_ARGUMENT for a cell unknown in the scope, FAILED_PRECONDITION if it can't serve the village.</exception>
    public async Task<CellLink> ResolveAsync(Session session, Scope scope, TreePolicy policy)
    {
        var id = ResourceName.IdOf(ResourceName.Organizations, cell.Organization);
        var row = id is null ? null : await OrganizationStore.FindAsync(session, id, scope);
        if (row is null)
        {
            throw Problems.Invalid(path + ".organization", "ORGANIZATION_UNKNOWN");
        }

        var start = since ?? row.EstablishedOn;
        var fault = VillageRules.CellFault(row, policy, path + ".organization")
            ?? (start < row.EstablishedOn ? new Violation(path + ".since", "BEFORE_ESTABLISHED") : null)
            ?? (until < start ? new Violation(path + ".until", "UNTIL_BEFORE_SINCE") : null);
        return fault is null ? new CellLink(row.Id, cell.Independent, start, until) : throw Problems.Precondition(fault.Field, fault.Reason, fault.Rule);
    }
}
