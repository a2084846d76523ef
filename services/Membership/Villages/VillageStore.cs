using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Villages;

/// <summary>Reads villages with their heads and cells.</summary>
internal static class VillageStore
{
    /// <summary>Villages whose commune lies in the scope.</summary>
    public const string InScope = "v.commune_id IN (SELECT o.id FROM organizations o WHERE {scope o.path})";

    /// <summary>Villages that a cell of the scope serves on @today: whoever works in the cell sees them, wherever the commune lies.</summary>
    public const string ServedFromScope = """
        v.id IN (SELECT c.village_id FROM organizations s JOIN village_cells c ON c.organization_id = s.id
            WHERE {scope s.path} AND c.superseded_at IS NULL AND c.valid_from <= @today AND (c.valid_to IS NULL OR c.valid_to >= @today))
        """;

    private const string SelectById = $"SELECT {VillageRow.Columns} FROM villages v WHERE v.id = @id AND {InScope}";

    private const string SelectVisible = $"SELECT {VillageRow.Columns} FROM villages v WHERE v.id = @id AND ({InScope} OR {ServedFromScope})";

    private const string SelectServed = $"""
        SELECT {VillageRow.Columns} FROM villages v WHERE v.id IN (SELECT c.village_id FROM village_cells c
            WHERE c.organization_id = @cellId AND c.superseded_at IS NULL AND (c.valid_to IS NULL OR c.valid_to >= @day))
        ORDER BY v.id
        """;

    private const string SelectByIds = $"SELECT {VillageRow.Columns} FROM villages v WHERE v.id {{in ids}} ORDER BY v.id";

    private const string SelectCode = "SELECT v.code FROM villages v WHERE v.code = @code";

    /// <summary>A village whose commune lies in the scope, or null.</summary>
    public static async Task<VillageState?> FindAsync(Session session, string id, Scope scope) =>
        await FillAsync(session, await session.FindAsync<VillageRow>(SelectById, new { id }, scope));

    /// <summary>A village that lies in the scope or is served from there, or null.</summary>
    public static async Task<VillageState?> FindVisibleAsync(Session session, string id, Scope scope, DateOnly today) =>
        await FillAsync(session, await session.FindAsync<VillageRow>(SelectVisible, new { id, today }, scope));

    /// <summary>Villages that records point to, wherever they lie.</summary>
    public static async Task<List<VillageState>> OfAsync(Session session, IEnumerable<string> ids) =>
        await FillAsync(session, await session.QueryAsync<VillageRow>(SelectByIds, new { ids = System.Text.Json.JsonSerializer.Serialize(ids) }));

    /// <summary>The villages that a cell serves on a day or later.</summary>
    public static async Task<List<VillageState>> ServedByAsync(Session session, string cellId, DateOnly day) =>
        await FillAsync(session, await session.QueryAsync<VillageRow>(SelectServed, new { cellId, day }));

    /// <summary>True if the code was given out, wherever and whenever.</summary>
    public static async Task<bool> IsTakenAsync(Session session, string code) => await session.FindAsync<string>(SelectCode, new { code }) is not null;

    /// <summary>Adds heads and cells to villages, two queries for all of them.</summary>
    public static async Task<List<VillageState>> FillAsync(Session session, IReadOnlyList<VillageRow> rows)
    {
        var ids = System.Text.Json.JsonSerializer.Serialize(rows.Select(row => row.Id));
        var heads = (await session.QueryAsync<NamedHead>(NamedHead.Select, new { ids })).ToLookup(head => head.VillageId);
        var cells = (await session.QueryAsync<CellRow>(CellRow.Select, new { ids })).ToLookup(cell => cell.VillageId);
        return [.. rows.Select(row => new VillageState(row, [.. heads[row.Id]], [.. cells[row.Id]]))];
    }

    private static async Task<VillageState?> FillAsync(Session session, VillageRow? row) => row is null ? null : (await FillAsync(session, [row]))[0];
}
