using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
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
        """;

    private const string SelectVillages = """
        SELECT v.id FROM nodes AS o JOIN villages AS v ON v.commune = o.node
        WHERE o.path >= @From AND o.path < @To AND o.superseded_at IS NULL AND v.superseded_at IS NULL
        UNION
        SELECT c.village_id FROM nodes AS o JOIN village_cells AS c ON c.organization = o.node
        WHERE o.path >= @From AND o.path < @To AND o.superseded_at IS NULL AND c.superseded_at IS NULL
        """;

    private readonly List<(Organization Organization, Moment Moment)> quiet = [];

    internal async Task ApplyAsync(IReadOnlyList<FeedEvent> events)
    {
        var changes = events.Select(e => (OrganizationChanged.Parser.ParseFrom(e.Data).Organization, Moment: Events.MomentOf(e))).ToList();
        await tree.LoadAsync(session, changes.Select(c => IdOf(c.Organization)), []);
        var pending = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var id = IdOf(change.Organization);
            if (!pending.Add(id))
            {
                await FlushAsync();
            }

            if (tree.Find(id) is { } before && Moves(before, change.Organization))
            {
                await FlushAsync();
                await MoveAsync(before, change.Organization, change.Moment);
                await tree.LoadAsync(session, changes.Select(c => IdOf(c.Organization)), []);
            }
            else
            {
                quiet.Add(change);
            }
        }

        await FlushAsync();
    }

    /// <summary>Stores organisations that are new or whose change no indicator sees, many at a time.</summary>
    private async Task FlushAsync()
    {
        var stored = await OrganizationTree.StoreAsync(session, [.. quiet.Select(q => (q.Organization, q.Moment.Position))]);
        var added = stored.Zip(quiet).Where(s => s.First.Before is null).Select(s => NodeOf(s.First.After, s.Second.Moment)).ToList();
        await session.InsertAsync<NodeRow>("nodes", added);
        added.ForEach(tree.Put);
        await tree.LoadAsync(session, [], added.SelectMany(Tree.Numbers));
        reporting.Touch(added);
        quiet.Clear();
    }

    private async Task MoveAsync(NodeRow before, Organization organization, Moment moment)
    {
        var members = await FactStore.MembersAsync(session, await session.QueryAsync<string>(SelectMembers, before.Below));
        var villages = await FactStore.VillagesAsync(session, await session.QueryAsync<string>(SelectVillages, before.Below));
        var heads = await FactStore.MembersAsync(session, [.. villages.Values.SelectMany(v => v.Heads).Select(h => h.MemberId).OfType<string>().Distinct()]);
        await CountAsync(-1);
        await reporting.RemoveAsync(session, before.Below, tree, deltas);
        var stored = await OrganizationTree.StoreAsync(session, [(organization, moment.Position)]);
        var node = NodeOf(stored[0].After, moment) with { Node = before.Node };
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

    private static string IdOf(Organization organization) => ResourceName.Require(ResourceName.Organizations, organization.Name);

    private static NodeRow NodeOf(OrganizationNode node, Moment moment) => new()
    {
        Node = moment.Position,
        Position = moment.Position,
        Id = node.Id,
        Path = node.Path,
        Kind = node.Kind,
        EstablishedOn = node.EstablishedOn,
        DissolvedOn = node.DissolvedOn,
        RecordedAt = moment.RecordedAt,
    };

    private bool Moves(NodeRow before, Organization after) =>
        before.EstablishedOn != IsoDate.Parse(after.EstablishedOn)
        || before.DissolvedOn != IsoDate.ParseOptional(after.DissolvedOn)
        || before.Kind != EnumNames.Of(after.Kind)
        || ParentOf(before) != after.Parent;

    private string ParentOf(NodeRow node)
    {
        var above = Tree.Numbers(node).Reverse().Skip(1).FirstOrDefault();
        return above == 0 ? "" : ResourceName.Organization(tree.Find(above)!.Id);
    }
}
