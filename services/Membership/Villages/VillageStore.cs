using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Villages;

/// <summary>Reads villages with their heads and cells.</summary>
internal static class VillageStore
{
    private const string SelectById = $$"""
        SELECT {{VillageRow.Columns}} FROM villages v JOIN organizations o ON o.id = v.commune_id WHERE v.id = @id AND {scope o.path}
        """;

    public static async Task<VillageState?> FindAsync(Session session, string id, Scope scope)
    {
        var row = await session.FindAsync<VillageRow>(SelectById, new { id }, scope);
        return row is null ? null : (await FillAsync(session, [row]))[0];
    }

    /// <summary>Adds heads and cells to villages, two queries for all of them.</summary>
    public static async Task<List<VillageState>> FillAsync(Session session, IReadOnlyList<VillageRow> rows)
    {
        var ids = System.Text.Json.JsonSerializer.Serialize(rows.Select(row => row.Id));
        var heads = (await session.QueryAsync<NamedHead>(NamedHead.Select, new { ids })).ToLookup(head => head.VillageId);
        var cells = (await session.QueryAsync<CellRow>(CellRow.Select, new { ids })).ToLookup(cell => cell.VillageId);
        return [.. rows.Select(row => new VillageState(row, [.. heads[row.Id]], [.. cells[row.Id]]))];
    }
}
