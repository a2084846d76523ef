using System.Text;
using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>
/// Opens a case where two records seem to be one person, whoever recorded them and however. It follows the feed: the call that
/// records a member runs the same statements whether or not the person is on record elsewhere, and takes the same time.
/// </summary>
internal sealed class DuplicateBook(Database database, Commands commands, TimeProvider clock, ILogger<DuplicateBook> logger) : OwnFeed(database, Period, clock, logger)
{
    // Of a common name with a made-up birthday, such as 1 January, the nearest tell enough.
    private const int MaxNear = 5;

    private const int MaxPairs = 20_000;

    private const string SelectCursor = "SELECT c.position FROM duplicate_cursor c WHERE c.id = 1";

    private const string Advance = "UPDATE duplicate_cursor SET position = @position WHERE id = 1 AND position = @before";

    private const string SelectSameCard = """
        SELECT a.member_id AS one, b.member_id AS other, 'CARD_NUMBER' AS reason FROM member_cards a CROSS JOIN member_cards b
        WHERE a.member_id {in ids} AND a.superseded_at IS NULL AND b.card_hash = a.card_hash AND b.member_id <> a.member_id AND b.superseded_at IS NULL
        """;

    private const string SelectSameName = """
        SELECT a.id AS one, b.id AS other, 'NAME_AND_BIRTH' AS reason FROM members a CROSS JOIN members b
        WHERE a.id {in ids} AND a.merged_into IS NULL AND b.birth_date = a.birth_date AND b.folded_name = a.folded_name AND b.id <> a.id AND b.merged_into IS NULL
        ORDER BY a.id, b.id {page}
        """;

    private const string SelectPlaces = "SELECT m.id, o.path FROM members m JOIN organizations o ON o.id = m.organization_id WHERE m.id {in ids}";

    private const string SelectNodes = "SELECT o.path, o.id FROM organizations o WHERE o.path {in paths}";

    private const string Settle = "UPDATE duplicate_cases SET organization_id = @OrganizationId, reason = @Reason, version = @Version WHERE id = @Id AND version = @Version - 1";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private static readonly Caller Job = new("duplicates", "duplicates", []);

    protected override Task<long> PositionAsync(Session session) => session.SingleAsync<long>(SelectCursor);

    protected override Task<long> BatchAsync(CancellationToken cancellation) =>
        commands.RunAsync(Job, "/duplicates", work => TakeAsync(work, Advance, (members, _) => members.Count == 0 ? Task.CompletedTask : LookAsync(work, members)), cancellation);

    private static async Task LookAsync(Work work, HashSet<string> members)
    {
        var ids = JsonSerializer.Serialize(members);
        var found = (await work.QueryAsync<Pair>(SelectSameCard, new { ids })).Concat(await work.QueryAsync<Pair>(SelectSameName, new { ids, take = MaxPairs })).ToList();
        var known = await DuplicateStore.OfMembersAsync(work, ids);
        if (found.Count == 0 && known.Count == 0)
        {
            return;
        }

        var places = (await work.QueryAsync<Place>(SelectPlaces, new { ids = JsonSerializer.Serialize(found.SelectMany(pair => new[] { pair.One, pair.Other })
            .Concat(known.SelectMany(row => new[] { row.FirstMemberId, row.SecondMemberId })).Distinct()) })).ToDictionary(place => place.Id, place => place.Path);
        // A card says more than a name: of two reasons for a pair the first counts.
        var near = found.GroupBy(pair => pair.One).SelectMany(group => group.OrderBy(pair => pair.Reason != DuplicateRow.ByCard)
            .ThenByDescending(pair => Common(places[pair.One], places[pair.Other]).Length).ThenBy(pair => pair.Other, StringComparer.Ordinal).DistinctBy(pair => pair.Other).Take(MaxNear));
        var reasons = near.GroupBy(Ends).ToDictionary(group => group.Key, group => group.MinBy(pair => pair.Reason != DuplicateRow.ByCard)!.Reason);
        var cases = known.ToDictionary(row => Ends(row.FirstMemberId, row.SecondMemberId));
        // Under two roots there is nobody who sees both.
        var pairs = reasons.Keys.Union(cases.Where(entry => entry.Value.State == DuplicateRow.Open).Select(entry => entry.Key))
            .Where(pair => NodeOf(pair).Length > 0).OrderBy(pair => pair).ToList();
        var nodes = (await work.QueryAsync<Place>(SelectNodes, new { paths = JsonSerializer.Serialize(pairs.Select(NodeOf).Distinct()) })).ToDictionary(node => node.Path, node => node.Id);
        foreach (var pair in pairs)
        {
            var (organizationId, reason) = (nodes[NodeOf(pair)], reasons.GetValueOrDefault(pair, DuplicateRow.ByName));
            if (!cases.TryGetValue(pair, out var row))
            {
                await OpenAsync(work, pair, organizationId, reason);
            }
            else if (row.State == DuplicateRow.Open)
            {
                await FollowAsync(work, row, organizationId, reason);
            }
        }

        string NodeOf((string First, string Second) pair) => Common(places[pair.First], places[pair.Second]);
    }

    private static async Task OpenAsync(Work work, (string First, string Second) pair, string organizationId, string reason)
    {
        var row = new DuplicateRow
        {
            Id = Ids.New(),
            OrganizationId = organizationId,
            FirstMemberId = pair.First,
            SecondMemberId = pair.Second,
            Reason = reason,
            PolicyVersion = TreePolicy.On(VietnamTime.DateOf(work.Now)).Label,
            CreateTime = work.Now,
        };
        await work.InsertAsync("duplicate_cases", row);
        work.Emit(row.Name, row.OrganizationId, new DuplicateCaseOpened { DuplicateCase = row.Name });
        work.Audit(row.Name, row.OrganizationId, Encoding.UTF8.GetBytes(row.ToString()));
    }

    /// <summary>Keeps an open case at the lowest organisation that sees both, wherever they went, and by the stronger reason.</summary>
    private static async Task FollowAsync(Work work, DuplicateRow row, string organizationId, string reason)
    {
        var after = row with { OrganizationId = organizationId, Reason = row.Reason == DuplicateRow.ByCard ? row.Reason : reason };
        if (after != row && await work.ExecuteAsync(Settle, after with { Version = row.Version + 1 }) > 0)
        {
            work.Audit(row.Name, organizationId, Encoding.UTF8.GetBytes(after.ToString()));
        }
    }

    private static string Common(string one, string other) =>
        string.Concat(one.Split('.').Zip(other.Split('.')).TakeWhile(pair => pair.First == pair.Second && pair.First.Length > 0).Select(pair => pair.First + "."));

    private static (string First, string Second) Ends(Pair pair) => Ends(pair.One, pair.Other);

    // Ids are in the order of time.
    private static (string First, string Second) Ends(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);

    private sealed record Pair
    {
        public string One { get; init; } = "";

        public string Other { get; init; } = "";

        public string Reason { get; init; } = "";
    }

    private sealed record Place
    {
        public string Id { get; init; } = "";

        public string Path { get; init; } = "";
    }
}
