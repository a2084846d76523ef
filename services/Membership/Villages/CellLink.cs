namespace DienBien.Platform.Membership.Villages;

/// <summary>That a cell serves a village.</summary>
/// <param name="CellId">The cell.</param>
/// <param name="Independent">True if it serves this village alone.</param>
/// <param name="Since">The first day.</param>
/// <param name="Until">The last day, or null while it lasts.</param>
/// <param name="EndStated">False if nothing is said about the end, as in a file.</param>
internal sealed record CellLink(string CellId, bool Independent, DateOnly Since, DateOnly? Until = null, bool EndStated = true)
{
    /// <summary>True if a link on record says the same already.</summary>
    public bool IsKnownBy(CellRow row) => row.OrganizationId == CellId && row.Independent == Independent && row.ValidFrom <= Since
        && (EndStated ? row.ValidTo == Until : row.ValidTo is null || row.ValidTo >= Since);

    /// <summary>
    /// What a link on record becomes: as it is, shortened to the day before, or nothing (null).
    /// About the same cell the later statement counts from its first day on, unless the other only begins after its end.
    /// </summary>
    /// <param name="row">The link on record.</param>
    /// <param name="alone">True if the cell takes over from the ones before it.</param>
    public CellRow? Leave(CellRow row, bool alone)
    {
        var same = row.OrganizationId == CellId;
        // A term with an end is history: it says nothing about who serves the village afterwards.
        var takesOver = alone && Until is null;
        if ((!same && !takesOver) || row.ValidTo < Since || (same ? row.ValidFrom > Until : row.ValidFrom >= Since))
        {
            return row;
        }

        return row.ValidFrom < Since ? row with { ValidTo = Since.AddDays(-1) } : null;
    }
}
