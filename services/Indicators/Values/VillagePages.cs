using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Pages through the villages that a node sees, with their facts as known at a moment.</summary>
internal static class VillagePages
{
    private const string After = "(@code IS NULL OR v.code > @code OR (v.code = @code AND v.id > @id))";

    private const string Known = "recorded_at <= @known AND (v.superseded_at IS NULL OR v.superseded_at > @known)";

    private const string SelectBelow = $"""
        SELECT {FactStore.VillageColumns} FROM organizations AS o JOIN villages AS v ON v.commune_id = o.id
        WHERE o.path >= @from AND o.path < @to AND v.{Known} AND {After}
        ORDER BY v.code, v.id {Page}
        """;

    private const string SelectLinked = $"""
        SELECT {FactStore.VillageColumns} FROM villages AS v
        WHERE v.{Known} AND {After}
            AND v.id IN (SELECT c.village_id FROM village_cells AS c
                WHERE c.organization_id = @cell AND c.since <= @asOf AND (c.until IS NULL OR c.until >= @asOf)
                    AND c.recorded_at <= @known AND (c.superseded_at IS NULL OR c.superseded_at > @known))
        ORDER BY v.code, v.id {Page}
        """;

    private const string SelectHeads = $$"""
        SELECT {{FactStore.HeadColumns}} FROM village_heads AS h
        WHERE h.village_id {in ids} AND h.recorded_at <= @known AND (h.superseded_at IS NULL OR h.superseded_at > @known)
        ORDER BY h.village_id, h.since
        """;

    private const string SelectCells = $$"""
        SELECT {{FactStore.CellColumns}} FROM village_cells AS c
        WHERE c.village_id {in ids} AND c.recorded_at <= @known AND (c.superseded_at IS NULL OR c.superseded_at > @known)
        ORDER BY c.village_id, c.since, c.organization_id
        """;

    private const string SelectMembers = $$"""
        SELECT {{FactStore.MemberColumns}} FROM members AS m
        WHERE m.id {in ids} AND m.recorded_at <= @known AND (m.superseded_at IS NULL OR m.superseded_at > @known)
        """;

    private const string Page = "{page}";

    internal static async Task<List<Explained>> ReadAsync(Session session, string code, Question question, string[] after, int take, Tree tree)
    {
        if (question.IsCell && question.Node.DissolvedOn <= question.AsOf)
        {
            return [];
        }

        var range = PathRange.Of(question.Node.Path);
        var villages = await session.QueryAsync<VillageRow>(question.IsCell ? SelectLinked : SelectBelow, new
        {
            from = range.From, to = range.To, cell = question.Node.Id, asOf = question.AsOf, known = question.Known,
            code = after.ElementAtOrDefault(0), id = after.ElementAtOrDefault(1), take,
        });
        var known = question.Known;
        var ids = System.Text.Json.JsonSerializer.Serialize(villages.Select(v => v.Id));
        var heads = (await session.QueryAsync<HeadRow>(SelectHeads, new { ids, known })).ToLookup(h => h.VillageId);
        var cells = (await session.QueryAsync<CellRow>(SelectCells, new { ids, known })).ToLookup(c => c.VillageId);
        var facts = villages.Select(v => new VillageFacts(v, [.. heads[v.Id]], [.. cells[v.Id]])).ToList();
        ids = System.Text.Json.JsonSerializer.Serialize(facts.SelectMany(f => f.Heads).Select(h => h.MemberId).OfType<string>().Distinct());
        var members = (await session.QueryAsync<MemberRow>(SelectMembers, new { ids, known })).ToDictionary(m => m.Id);
        await tree.LoadAsync(session, FactChanges.Organizations([], facts));
        return [.. facts.Select(f => new Explained(
            Shared.ResourceName.Village(f.Village.Id), f.Village.Code, f.Village.DisplayName, f.Village.CommuneId,
            VillageJudge.Of(code, f, members, tree, question), [f.Village.Code, f.Village.Id]))];
    }
}
