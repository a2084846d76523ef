using System.Text.Json;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>Keeps presences and counts of what the service's own feed tells.</summary>
internal sealed class StatisticsBook(Database database, TimeProvider clock, ILogger<StatisticsBook> logger) : OwnFeed(database, Period, clock, logger)
{
    private const string SelectCursor = "SELECT c.position FROM statistics_cursor c WHERE c.id = 1";

    private const string Advance = "UPDATE statistics_cursor SET position = @position WHERE id = 1 AND position = @before";

    private const string SelectBefore = $$"""SELECT {{PresenceRow.Columns}} FROM presences p WHERE p.member_id {in ids}""";

    // Of a cell that got another sector.
    private const string SelectMembersOf = """
        SELECT p.member_id FROM organizations o JOIN presences p ON p.organization_id = o.id
        WHERE o.id {in ids} AND COALESCE(p.sector, '') <> COALESCE(o.sector, '')
        """;

    private const string SelectAfter = """
        SELECT s.organization_id, s.valid_from, s.id, s.member_id, s.valid_to, CASE WHEN e.comeback_id IS NULL THEN m.official_on ELSE e.official_on END AS official_on, m.admitted_on, m.sex, m.birth_date, m.ethnicity, m.education, o.sector, o.path
        FROM memberships s JOIN members m ON m.id = s.member_id JOIN organizations o ON o.id = s.organization_id
            LEFT JOIN earlier_memberships e ON e.member_id = s.member_id AND e.superseded_at IS NULL AND e.valid_from <= s.valid_from AND e.valid_to > s.valid_from
        WHERE s.member_id {in ids} AND s.superseded_at IS NULL
        """;

    // An end and a return never fall on one day.
    private const string SelectTurns = """
        SELECT f.member_id, f.valid_from, f.kind FROM member_facts f
        WHERE f.member_id {in ids} AND f.superseded_at IS NULL AND f.kind IN ('DELETED', 'RESIGNED', 'EXPELLED', 'DIED', 'ADMISSION_CANCELLED', 'TRANSFERRED_OUT', 'READMITTED', 'RESTORED')
        """;

    private const string DeletePresences = "DELETE FROM presences WHERE member_id {in ids}";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    protected override Task<long> PositionAsync(Session session) => session.SingleAsync<long>(SelectCursor);

    protected override Task<long> BatchAsync(CancellationToken cancellation) => Database.WriteAsync(session => TakeAsync(session, Advance, async (members, organizations) =>
    {
        if (organizations.Count > 0)
        {
            members.UnionWith(await session.QueryAsync<string>(SelectMembersOf, new { ids = JsonSerializer.Serialize(organizations) }));
        }

        if (members.Count > 0)
        {
            await RecountAsync(session, members);
        }
    }), cancellation);

    private static async Task RecountAsync(Session session, HashSet<string> members)
    {
        var ids = new { ids = JsonSerializer.Serialize(members) };
        var before = (await session.QueryAsync<PresenceRow>(SelectBefore, ids)).ToLookup(row => row.MemberId);
        var turns = (await session.QueryAsync<TurnFact>(SelectTurns, ids)).ToLookup(turn => (turn.MemberId, turn.ValidFrom), turn => turn.Kind);
        var facts = await session.QueryAsync<Membership>(SelectAfter, ids);
        // An organisation never changes its root.
        var roots = facts.DistinctBy(fact => fact.OrganizationId).ToDictionary(fact => fact.OrganizationId, fact => CountTable.RootOf(fact.Path));
        var after = facts.Select(fact => fact.ToRow(turns)).Where(row => row.ValidFrom < row.ValidTo).ToLookup(row => row.MemberId);
        var changed = members.Where(id => !before[id].ToHashSet().SetEquals(after[id])).ToHashSet();
        var left = changed.SelectMany(id => before[id]).Select(row => row.OrganizationId).Where(id => !roots.ContainsKey(id)).ToHashSet();
        foreach (var (id, path) in await OrganizationStore.PathsAsync(session, left))
        {
            roots[id] = CountTable.RootOf(path);
        }

        var counts = new CountTable();
        foreach (var member in changed)
        {
            counts.Add([.. before[member]], roots, -1);
            counts.Add([.. after[member]], roots, 1);
        }

        if (changed.Count > 0)
        {
            await session.ExecuteAsync(DeletePresences, new { ids = JsonSerializer.Serialize(changed) });
            await session.InsertAsync<PresenceRow>("presences", [.. changed.SelectMany(id => after[id])]);
            await counts.StoreAsync(session);
        }
    }

    private sealed record TurnFact
    {
        public string MemberId { get; init; } = "";

        public DateOnly ValidFrom { get; init; }

        public string Kind { get; init; } = "";
    }
}
