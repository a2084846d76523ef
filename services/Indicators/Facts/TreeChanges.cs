using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>Applies a run of organisations' events. When one moves or changes its dates, everything below it counts anew.</summary>
internal sealed class TreeChanges(Session session, Tree tree, Deltas deltas, Reporting reporting)
{
    private const string SelectMembers = """
        SELECT m.id FROM nodes AS o JOIN members AS m ON m.organization = o.node
        WHERE o.path >= @From AND o.path < @To AND o.superseded_at IS NULL AND m.superseded_at IS NULL
        UNION
        SELECT m.id FROM nodes AS o JOIN members AS m ON m.admitting = o.node
        WHERE o.path >= @From AND o.path < @To AND o.superseded_at IS NULL AND m.superseded_at IS NULL
        UNION
        SELECT m.id FROM nodes AS o JOIN member_terms AS t ON t.organization = o.node JOIN members AS m ON m.position = t.position
        WHERE o.path >= @From AND o.path < @To AND o.superseded_at IS NULL AND m.superseded_at IS NULL
        """;

    private const string SelectVillages = """
        SELECT v.id FROM nodes AS o JOIN villages AS v ON v.commune = o.node
        WHERE o.path >= @From AND o.path < @To AND o.superseded_at IS NULL AND v.superseded_at IS NULL
        UNION
        SELECT c.village_id FROM nodes AS o JOIN village_cells AS c ON c.organization = o.node
        WHERE o.path >= @From AND o.path < @To AND o.superseded_at IS NULL AND c.superseded_at IS NULL
        """;

    private readonly List<(OrganizationChanged Change, Moment Moment)> quiet = [];

    internal async Task ApplyAsync(IReadOnlyList<FeedEvent> events)
    {
        var changes = events.Select(e => (Change: OrganizationChanged.Parser.ParseFrom(e.Data), Moment: Events.MomentOf(e))).ToList();
        string[] ids = [.. changes.SelectMany(c => c.Change.EarlierTerms.Select(term => term.Parent).Append(c.Change.Organization.Name).Append(c.Change.Organization.Parent)).Where(name => name.Length > 0).Distinct().Select(IdOf)];
        await tree.LoadAsync(session, ids, []);
        var pending = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (change, moment) in changes)
        {
            var id = IdOf(change.Organization.Name);
            // Whoever has an earlier parent has to find it.
            if (!pending.Add(id) || change.EarlierTerms.Count > 0)
            {
                await FlushAsync();
            }

            if (tree.Find(id) is { } before && Moves(before, change))
            {
                await FlushAsync();
                await MoveAsync(before, change, moment);
                await tree.LoadAsync(session, ids, []);
            }
            else
            {
                quiet.Add((change, moment));
            }
        }

        await FlushAsync();
    }

    /// <summary>Stores organisations that are new or whose change no indicator sees, many at a time.</summary>
    private async Task FlushAsync()
    {
        var stored = await OrganizationTree.StoreAsync(session, [.. quiet.Select(q => (q.Change.Organization, q.Moment.Position))]);
        var added = stored.Zip(quiet).Where(s => s.First.Before is null).Select(s => NodeOf(s.First.After, s.Second.Change, s.Second.Moment)).ToList();
        await session.InsertAsync<NodeRow>("nodes", added);
        added.ForEach(tree.Put);
        await tree.LoadAsync(session, [], added.SelectMany(Tree.Numbers));
        reporting.Touch(added);
        quiet.Clear();
    }

    private async Task MoveAsync(NodeRow before, OrganizationChanged change, Moment moment)
    {
        // What once stood below counts there on the days of then.
        PathRange[] below = [before.Below, .. await Placement.GoneFromAsync(session, before.Below, Tree.Now)];
        var members = await FactStore.MembersAsync(session, await IdsAsync(SelectMembers, below));
        var villages = await FactStore.VillagesAsync(session, await IdsAsync(SelectVillages, below));
        var heads = await FactStore.MembersAsync(session, [.. villages.Values.SelectMany(v => v.Heads).Select(h => h.MemberId).OfType<string>().Distinct()]);
        await CountAsync(-1);
        await reporting.RemoveAsync(session, before.Below, tree, deltas);
        var stored = await OrganizationTree.StoreAsync(session, [(change.Organization, moment.Position)]);
        var node = NodeOf(stored[0].After, change, moment) with { Node = before.Node };
        await NodeStore.ReplaceAsync(session, before, node);
        reporting.Touch([node]);
        tree.Clear();
        await CountAsync(1);

        async Task CountAsync(int sign)
        {
            await tree.LoadAsync(session, [], FactChanges.Organizations(members.Values, villages.Values));
            foreach (var member in members.Values)
            {
                Contributions.OfMember(member, tree, sign, deltas, moment);
            }

            foreach (var village in villages.Values)
            {
                Contributions.OfVillage(village, heads, tree, sign, deltas);
            }
        }
    }

    private async Task<IReadOnlyCollection<string>> IdsAsync(string sql, PathRange[] below)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in below)
        {
            ids.UnionWith(await session.QueryAsync<string>(sql, range));
        }

        return ids;
    }

    private static string IdOf(string name) => ResourceName.Require(ResourceName.Organizations, name);

    private NodeRow NodeOf(OrganizationNode node, OrganizationChanged change, Moment moment) => new()
    {
        Node = moment.Position,
        Position = moment.Position,
        Id = node.Id,
        Path = node.Path,
        Kind = node.Kind,
        EstablishedOn = node.EstablishedOn,
        DissolvedOn = node.DissolvedOn,
        RecordedAt = moment.RecordedAt,
        Earlier = EarlierOf(change),
    };

    private string? EarlierOf(OrganizationChanged change) => change.EarlierTerms.Count == 0 ? null : Placement.Stored(
        [.. change.EarlierTerms.Select(term => (tree.Require(IdOf(term.Parent)).Node, IsoDate.Parse(term.Until)))], tree.Require(IdOf(change.Organization.Parent)).Node);

    private bool Moves(NodeRow before, OrganizationChanged change) =>
        before.EstablishedOn != IsoDate.Parse(change.Organization.EstablishedOn)
        || before.DissolvedOn != IsoDate.ParseOptional(change.Organization.DissolvedOn)
        || before.Kind != EnumNames.Of(change.Organization.Kind)
        || ParentOf(before) != change.Organization.Parent
        || before.Earlier != EarlierOf(change);

    private string ParentOf(NodeRow node)
    {
        var above = Tree.Numbers(node).Reverse().Skip(1).FirstOrDefault();
        return above == 0 ? "" : ResourceName.Organization(tree.Find(above)!.Id);
    }
}
