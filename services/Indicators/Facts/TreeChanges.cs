using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>Applies an organisation's event. When it moves or changes its dates, everything below it counts anew.</summary>
internal static class TreeChanges
{
    private const string SelectMembers = """
        SELECT m.id FROM organizations AS o JOIN members AS m ON m.organization_id = o.id
        WHERE o.path >= @From AND o.path < @To AND m.superseded_at IS NULL
        UNION
        SELECT m.id FROM organizations AS o JOIN members AS m ON m.admitting_organization_id = o.id
        WHERE o.path >= @From AND o.path < @To AND m.superseded_at IS NULL
        """;

    private const string SelectVillages = """
        SELECT v.id FROM organizations AS o JOIN villages AS v ON v.commune_id = o.id
        WHERE o.path >= @From AND o.path < @To AND v.superseded_at IS NULL
        UNION
        SELECT c.village_id FROM organizations AS o JOIN village_cells AS c ON c.organization_id = o.id
        WHERE o.path >= @From AND o.path < @To AND c.superseded_at IS NULL
        """;

    internal static async Task ApplyAsync(Session session, FeedEvent change, Tree tree, Deltas deltas)
    {
        var organization = OrganizationChanged.Parser.ParseFrom(change.Data).Organization;
        var id = ResourceName.Require(ResourceName.Organizations, organization.Name);
        await tree.LoadAsync(session, [id]);
        if (tree.Find(id) is not { } before)
        {
            await OrganizationTree.StoreAsync(session, organization, change.Position);
            return;
        }

        if (!Moves(before, organization))
        {
            await OrganizationTree.StoreAsync(session, organization, change.Position);
            tree.Clear();
            return;
        }

        var range = PathRange.Of(before.Path);
        var members = await FactStore.MembersAsync(session, await session.QueryAsync<string>(SelectMembers, range));
        var villages = await FactStore.VillagesAsync(session, await session.QueryAsync<string>(SelectVillages, range));
        var heads = await FactStore.MembersAsync(session, [.. villages.Values.SelectMany(v => v.Heads).Select(h => h.MemberId).OfType<string>().Distinct()]);
        var moment = Events.MomentOf(change);
        await CountAsync(-1);
        await OrganizationTree.StoreAsync(session, organization, change.Position);
        tree.Clear();
        await CountAsync(1);

        async Task CountAsync(int sign)
        {
            await tree.LoadAsync(session, FactChanges.Organizations(members.Values, villages.Values));
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

    private static bool Moves(OrganizationNode before, Organization after) =>
        IsoDate.Of(before.EstablishedOn) != after.EstablishedOn
        || IsoDate.Of(before.DissolvedOn) != after.DissolvedOn
        || (before.ParentId is null ? "" : ResourceName.Organization(before.ParentId)) != after.Parent;
}
