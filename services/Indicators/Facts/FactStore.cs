using System.Globalization;
using System.Text.Json;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>Reads the versions in force of many facts at once and puts new versions in their place.</summary>
internal static class FactStore
{
    internal const string MemberColumns = "m.position, m.id, m.organization, m.admitting, m.member_number, m.admitted_on, m.official_on, m.ended_on, m.recorded_at, m.superseded_at, m.moved";

    internal const string VillageColumns = "v.id, v.position, v.code, v.display_name, v.commune, v.kind, v.recorded_at, v.superseded_at";

    internal const string HeadColumns = "h.village_id, h.position, h.since, h.until, h.member_id, h.recorded_at, h.superseded_at";

    internal const string CellColumns = "c.village_id, c.position, c.organization, c.since, c.until, c.independent, c.recorded_at, c.superseded_at";

    private const string SelectMembers = $"SELECT {MemberColumns} FROM members AS m WHERE m.id {{in ids}} AND m.superseded_at IS NULL";

    private const string SelectTerms = """
        SELECT t.position, t.ordinal, t.organization, t.since, t.until FROM member_terms AS t
        WHERE t.position {in positions} ORDER BY t.position, t.ordinal
        """;

    private const string SelectVillages = $"SELECT {VillageColumns} FROM villages AS v WHERE v.id {{in ids}} AND v.superseded_at IS NULL";

    private const string SelectHeads = $"SELECT {HeadColumns} FROM village_heads AS h WHERE h.village_id {{in ids}} AND h.superseded_at IS NULL";

    private const string SelectCells = $"SELECT {CellColumns} FROM village_cells AS c WHERE c.village_id {{in ids}} AND c.superseded_at IS NULL";

    private const string SelectHeaded = "SELECT DISTINCT village_id FROM village_heads WHERE member_id {in ids} AND superseded_at IS NULL";

    // A member's version is found by its position, which the caller has just read: it is the table's key.
    private const string SupersedeMembers = """
        UPDATE members SET superseded_at = r.superseded_at FROM {rows lines: position bigint, superseded_at datetime2(6)} AS r
        WHERE members.position = r.position
        """;

    private static readonly string SupersedeVillages = Supersede("villages", "id");

    private static readonly string SupersedeHeads = Supersede("village_heads", "village_id");

    private static readonly string SupersedeCells = Supersede("village_cells", "village_id");

    internal static async Task<Dictionary<string, MemberRow>> MembersAsync(Session session, IReadOnlyCollection<string> ids) => ids.Count == 0
        ? []
        : (await WithTermsAsync(session, await session.QueryAsync<MemberRow>(SelectMembers, new { ids = JsonSerializer.Serialize(ids) }))).ToDictionary(m => m.Id);

    /// <summary>Adds where those who moved belonged when.</summary>
    internal static async Task<IReadOnlyList<MemberRow>> WithTermsAsync(Session session, IReadOnlyList<MemberRow> members)
    {
        var positions = members.Where(m => m.Moved).Select(m => m.Position).ToList();
        if (positions.Count == 0)
        {
            return members;
        }

        var terms = (await session.QueryAsync<TermRow>(SelectTerms, new { positions = JsonSerializer.Serialize(positions) })).ToLookup(t => t.Position);
        return [.. members.Select(m => m.Moved ? m with { Terms = [.. terms[m.Position]] } : m)];
    }

    internal static async Task<Dictionary<string, VillageFacts>> VillagesAsync(Session session, IReadOnlyCollection<string> villageIds)
    {
        if (villageIds.Count == 0)
        {
            return [];
        }

        var ids = JsonSerializer.Serialize(villageIds);
        var villages = await session.QueryAsync<VillageRow>(SelectVillages, new { ids });
        var heads = (await session.QueryAsync<HeadRow>(SelectHeads, new { ids })).ToLookup(h => h.VillageId);
        var cells = (await session.QueryAsync<CellRow>(SelectCells, new { ids })).ToLookup(c => c.VillageId);
        return villages.ToDictionary(v => v.Id, v => new VillageFacts(v, [.. heads[v.Id]], [.. cells[v.Id]]));
    }

    /// <summary>The villages that are or were headed by any of the members.</summary>
    internal static async Task<IReadOnlyList<string>> HeadedByAsync(Session session, IReadOnlyCollection<string> memberIds) => memberIds.Count == 0
        ? []
        : await session.QueryAsync<string>(SelectHeaded, new { ids = JsonSerializer.Serialize(memberIds) });

    internal static async Task StoreAsync(Session session, IReadOnlyDictionary<long, DateTime> superseded, IReadOnlyList<MemberRow> members)
    {
        if (superseded.Count > 0)
        {
            await session.ExecuteAsync(SupersedeMembers, new { lines = Lines(superseded) });
        }

        await session.InsertAsync("members", members);
        await session.InsertAsync<TermRow>("member_terms", [.. members.SelectMany(m => m.Terms)]);
    }

    internal static async Task StoreAsync(Session session, IReadOnlyDictionary<string, DateTime> superseded, IReadOnlyList<VillageFacts> villages)
    {
        if (superseded.Count > 0)
        {
            var lines = Lines(superseded);
            await session.ExecuteAsync(SupersedeVillages, new { lines });
            await session.ExecuteAsync(SupersedeHeads, new { lines });
            await session.ExecuteAsync(SupersedeCells, new { lines });
        }

        await session.InsertAsync<VillageRow>("villages", [.. villages.Select(v => v.Village)]);
        await session.InsertAsync<HeadRow>("village_heads", [.. villages.SelectMany(v => v.Heads)]);
        await session.InsertAsync<CellRow>("village_cells", [.. villages.SelectMany(v => v.Cells)]);
    }

    private static string Supersede(string table, string key) => $$"""
        UPDATE {{table}} SET superseded_at = r.superseded_at FROM {rows lines: id char(36), superseded_at datetime2(6)} AS r
        WHERE {{table}}.{{key}} = r.id AND {{table}}.superseded_at IS NULL
        """;

    private static string Lines<TKey>(IReadOnlyDictionary<TKey, DateTime> superseded) => JsonSerializer.Serialize(
        superseded.Select(s => new object?[] { s.Key, s.Value.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture) }));
}
