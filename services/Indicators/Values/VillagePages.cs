using System.Text.Json;
using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Pages through the villages that a node sees, with their facts as known at a moment. Each page begins with a seek to the last village of the page before.</summary>
internal static class VillagePages
{
    private const string Behind = "v.code >= @code AND (v.code > @code OR v.id > @id)";

    private const string SelectAll = $$"""
        SELECT {{FactStore.VillageColumns}} FROM villages AS v
        WHERE {{Behind}} AND {{AsKnown.Village}}
        ORDER BY v.code, v.id {page}
        """;

    private const string SelectOfCommune = $$"""
        SELECT {{FactStore.VillageColumns}} FROM villages AS v
        WHERE v.commune = @node AND {{Behind}} AND {{AsKnown.Village}}
        ORDER BY v.code, v.id {page}
        """;

    // A cell serves a handful of villages: they are read and sorted whole.
    private const string SelectLinked = $$"""
        SELECT {{FactStore.VillageColumns}} FROM villages AS v
        WHERE {{Behind}} AND {{AsKnown.Village}}
            AND v.id IN (SELECT c.village_id FROM village_cells AS c
                WHERE c.organization = @node AND c.since <= @asOf AND (c.until IS NULL OR c.until >= @asOf)
                    AND {{AsKnown.Cell}})
        ORDER BY v.code, v.id {page}
        """;

    private const string SelectHeads = $$"""
        SELECT {{FactStore.HeadColumns}} FROM village_heads AS h
        WHERE h.village_id {in ids} AND {{AsKnown.Head}}
        ORDER BY h.village_id, h.since
        """;

    private const string SelectCells = $$"""
        SELECT {{FactStore.CellColumns}} FROM village_cells AS c
        WHERE c.village_id {in ids} AND {{AsKnown.Cell}}
        ORDER BY c.village_id, c.since, c.organization
        """;

    private const string SelectMembers = $$"""
        SELECT {{FactStore.MemberColumns}} FROM members AS m
        WHERE m.id {in ids} AND {{AsKnown.Member}}
        """;

    internal static async Task<List<Explained>> ReadAsync(Session session, string code, Question question, string[] after, int take)
    {
        var node = question.Node!;
        var sql = node switch
        {
            { IsRoot: true } => SelectAll,
            { IsCommune: true } => SelectOfCommune,
            { IsCell: true } when node.DissolvedOn is null || node.DissolvedOn > question.AsOf => SelectLinked,
            _ => null,
        };
        if (sql is null)
        {
            return [];
        }

        var known = question.Known;
        var villages = await session.QueryAsync<VillageRow>(sql, new
        {
            node = node.Node, asOf = question.AsOf, known, code = after.ElementAtOrDefault(0) ?? "", id = after.ElementAtOrDefault(1) ?? "", take,
        });
        var ids = JsonSerializer.Serialize(villages.Select(v => v.Id));
        var heads = (await session.QueryAsync<HeadRow>(SelectHeads, new { ids, known })).ToLookup(h => h.VillageId);
        var cells = (await session.QueryAsync<CellRow>(SelectCells, new { ids, known })).ToLookup(c => c.VillageId);
        var facts = villages.Select(v => new VillageFacts(v, [.. heads[v.Id]], [.. cells[v.Id]])).ToList();
        ids = JsonSerializer.Serialize(facts.SelectMany(f => f.Heads).Select(h => h.MemberId).OfType<string>().Distinct());
        var members = (await session.QueryAsync<MemberRow>(SelectMembers, new { ids, known })).ToDictionary(m => m.Id);
        await question.Tree.LoadAsync(session, [], FactChanges.Organizations([], facts));
        return [.. facts.Select(f => Explain(f, VillageJudge.Of(code, f, members, question)))];
    }

    private static Explained Explain(VillageFacts facts, Judgement judgement) => new(
        Shared.ResourceName.Village(facts.Village.Id), facts.Village.Code, facts.Village.DisplayName, facts.Village.Commune, judgement,
        [facts.Village.Code, facts.Village.Id], judgement.Reason == VillageJudge.BeforeOrganization ? [] : [facts.Village.Commune]);
}
