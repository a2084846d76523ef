using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Values;

/// <summary>
/// The members of a node from which something moved away: they stand in several places of the tree, so that the list is made
/// whole. Such nodes are few and lie below the province.
/// </summary>
internal static class MemberSheet
{
    private const string SelectIn = $"""
        SELECT {FactStore.MemberColumns} FROM nodes AS o JOIN members AS m ON m.organization = o.node
        WHERE o.path >= @From AND o.path < @To AND {AsKnown.Node} AND {AsKnown.Member}
        UNION
        SELECT {FactStore.MemberColumns} FROM nodes AS o JOIN members AS m ON m.admitting = o.node
        WHERE o.path >= @From AND o.path < @To AND {AsKnown.Node} AND {AsKnown.Member}
        UNION
        SELECT {FactStore.MemberColumns} FROM nodes AS o JOIN member_terms AS t ON t.organization = o.node JOIN members AS m ON m.position = t.position
        WHERE o.path >= @From AND o.path < @To AND {AsKnown.Node} AND {AsKnown.Member}
        """;

    internal static async Task<List<Explained>> ReadAsync(Session session, Question question, IReadOnlyList<PathRange> gone, string[] after, int take)
    {
        var found = new Dictionary<long, MemberRow>();
        foreach (var range in gone.Prepend(question.Node!.Below))
        {
            foreach (var member in await session.QueryAsync<MemberRow>(SelectIn, new { range.From, range.To, known = question.Known }))
            {
                found[member.Position] = member;
            }
        }

        var members = await FactStore.WithTermsAsync(session, [.. found.Values]);
        await question.Tree.LoadAsync(session, [], FactChanges.Organizations(members, []));
        var cursor = MemberPages.Cursor.Of(after);
        return [.. members.Where(m => m.AdmittedOn > cursor.Admitted || (m.AdmittedOn == cursor.Admitted && m.Position > cursor.Position))
            .OrderBy(m => m.AdmittedOn).ThenBy(m => m.Position)
            .Select(m => MemberPages.Explain(m, question, "all", ""))
            // What went away and never counted here is no record of the node's.
            .Where(row => row.Judgement.Reason is not (MemberJudge.MemberElsewhere or MemberJudge.AdmittedElsewhere) || row.Reports.Contains(question.Node.Node))
            .Take(take)];
    }
}
