using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Villages;

/// <content>Which cells serve a village. What was recorded before stays readable as superseded.</content>
internal sealed partial class VillageWriter
{
    private const string SupersedeCell = "UPDATE village_cells SET superseded_at = @now WHERE id = @id";

    /// <summary>Links a cell. False if the link was known already.</summary>
    /// <param name="village">The village; its links are changed in place.</param>
    /// <param name="link">The link.</param>
    /// <param name="alone">True if the cell takes over from those that served the village before.</param>
    /// <exception cref="Problem">FAILED_PRECONDITION if the cell was dissolved meanwhile.</exception>
    public async Task<bool> LinkAsync(VillageState village, CellLink link, bool alone)
    {
        var known = village.Cells.Exists(link.IsKnownBy);
        if (!known && !await OrganizationStore.HoldAsync(work, link.CellId))
        {
            throw Problems.Precondition("cell.organization", "ORGANIZATION_DISSOLVED");
        }

        var revised = await ReviseAsync(village, row => known && row.OrganizationId == link.CellId ? row : link.Leave(row, alone));
        if (!known)
        {
            await StoreAsync(village, new CellRow { OrganizationId = link.CellId, Independent = link.Independent, ValidFrom = link.Since, ValidTo = link.Until });
        }

        return revised || !known;
    }

    /// <summary>Ends the links of a cell that no longer exists from a day on, and publishes the villages that it served.</summary>
    public async Task EndLinksAsync(string cellId, DateOnly day)
    {
        foreach (var before in await VillageStore.ServedByAsync(work, cellId, day))
        {
            var after = before with { Cells = [.. before.Cells] };
            await ReviseAsync(after, row => row.OrganizationId != cellId || row.ValidTo < day ? row : row.ValidFrom < day ? row with { ValidTo = day.AddDays(-1) } : null);
            await ReplaceAsync(before, after);
        }
    }

    /// <summary>Puts what became of links in their place.</summary>
    /// <returns>True if any link changed.</returns>
    private async Task<bool> ReviseAsync(VillageState village, Func<CellRow, CellRow?> revise)
    {
        var changed = false;
        foreach (var before in village.Cells.ToList())
        {
            var after = revise(before);
            if (after == before)
            {
                continue;
            }

            changed = true;
            await work.ExecuteAsync(SupersedeCell, new { id = before.Id, now = work.Now });
            village.Cells.Remove(before);
            if (after is not null)
            {
                await StoreAsync(village, after);
            }
        }

        return changed;
    }

    private async Task StoreAsync(VillageState village, CellRow link)
    {
        var row = link with { Id = Ids.New(), VillageId = village.Row.Id, RecordedAt = work.Now };
        await work.InsertAsync("village_cells", row);
        village.Cells.Add(row);
        village.Cells.Sort((one, other) => one.ValidFrom.CompareTo(other.ValidFrom));
    }
}
