namespace DienBien.Platform.Membership.Villages;

/// <summary>A village that another cell serves from a day on, or the same one otherwise.</summary>
/// <param name="Village">The village as it stood before.</param>
/// <param name="FromId">The cell that served it.</param>
/// <param name="Independent">True if the cell serves it alone from the day on.</param>
internal sealed record LinkMove(VillageRow Village, string FromId, bool Independent);

/// <content>A cell that takes over what other cells served.</content>
internal sealed partial class VillageWriter
{
    /// <summary>Gives the links of cells to another cell from a day on. A cell that then serves more than one village is no village's own.</summary>
    /// <param name="from">The cells that give their links up.</param>
    /// <param name="to">The cell that takes over.</param>
    /// <param name="day">The first day.</param>
    /// <param name="takes">Which villages it takes over.</param>
    /// <returns>What changes, by the villages' codes.</returns>
    public async Task<IReadOnlyList<LinkMove>> HandOverAsync(IReadOnlyCollection<string> from, string to, DateOnly day, Func<VillageRow, bool> takes)
    {
        var villages = new Dictionary<string, VillageState>(StringComparer.Ordinal);
        foreach (var cell in from.Append(to))
        {
            foreach (var village in await VillageStore.ServedByAsync(work, cell, day))
            {
                villages[village.Row.Id] = village;
            }
        }

        bool Lasts(CellRow row) => row.ValidTo is null || row.ValidTo >= day;
        bool Moves(VillageState village, CellRow row) => Lasts(row) && from.Contains(row.OrganizationId) && takes(village.Row);
        bool Stays(CellRow row) => Lasts(row) && row.OrganizationId == to;
        var served = villages.Values.Where(v => v.Cells.Exists(row => Stays(row) || Moves(v, row))).OrderBy(v => v.Row.Code, StringComparer.Ordinal).ToList();
        var moves = new List<LinkMove>();
        foreach (var before in served)
        {
            var (moving, staying) = (before.Cells.FindAll(row => Moves(before, row)), before.Cells.FindAll(Stays));
            var independent = served.Count == 1 && moving.Concat(staying).Any(row => row.Independent);
            if (moving.Count == 0 && staying.TrueForAll(row => row.Independent == independent))
            {
                continue;
            }

            var after = before with { Cells = [.. before.Cells] };
            var covered = staying.Exists(row => row.ValidFrom <= day && row.ValidTo is null && row.Independent == independent);
            await ReviseAsync(after, row => moving.Contains(row) || (!covered && staying.Contains(row)) ? CutOff(row, day) : row);
            if (!covered)
            {
                await StoreUnionAsync(after, [.. moving, .. staying], to, day, independent);
            }

            await ReplaceAsync(before, after);
            moves.Add(new LinkMove(before.Row, moving.Count > 0 ? moving[0].OrganizationId : to, independent));
        }

        return moves;
    }

    private static CellRow? CutOff(CellRow row, DateOnly day) => row.ValidFrom < day ? row with { ValidTo = day.AddDays(-1) } : null;

    /// <summary>Stores what links of several cells cover from a day on as links of one.</summary>
    private async Task StoreUnionAsync(VillageState village, List<CellRow> rows, string to, DateOnly day, bool independent)
    {
        CellRow? open = null;
        foreach (var row in rows.Select(row => row with { OrganizationId = to, Independent = independent, ValidFrom = row.ValidFrom < day ? day : row.ValidFrom }).OrderBy(row => row.ValidFrom))
        {
            if (open is not null && (open.ValidTo is null || row.ValidFrom <= open.ValidTo.Value.AddDays(1)))
            {
                open = open with { ValidTo = open.ValidTo is null || row.ValidTo is null || open.ValidTo > row.ValidTo ? (row.ValidTo is null ? null : open.ValidTo) : row.ValidTo };
                continue;
            }

            if (open is not null)
            {
                await StoreAsync(village, open);
            }

            open = row;
        }

        if (open is not null)
        {
            await StoreAsync(village, open);
        }
    }
}
