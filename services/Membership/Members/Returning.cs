using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Members;

/// <summary>Lets a member whose membership had not ended after all belong where he would, had nobody said so.</summary>
internal static class Returning
{
    // What the end took the place of was superseded by the transaction that recorded it.
    private const string SelectBefore = """
        SELECT t.id, t.member_id, t.organization_id, t.valid_from, t.valid_to, t.recorded_at FROM memberships t
        WHERE t.member_id = @id AND t.superseded_at = @ended ORDER BY t.valid_from
        """;

    // Of a cell that went on after a split and was dissolved later, the parts that were split off are what is left.
    private const string SelectSuccessors = """
        SELECT s.organization_id, p.role FROM organization_act_parts p JOIN organization_act_parts s ON s.act_id = p.act_id
        WHERE p.organization_id = @id AND p.role IN ('SOURCE', 'CHANGED') AND s.role IN ('SUCCESSOR', 'NEW_SUCCESSOR') ORDER BY s.act_id, s.ordinal
        """;

    /// <summary>Takes the end back.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="vault">Card numbers, which stay as they are.</param>
    /// <param name="member">The member as he stands.</param>
    /// <param name="recorded">When the end was recorded.</param>
    /// <param name="scope">The caller's scope.</param>
    /// <param name="chosen">Which organisation he belongs to now, if his own was dissolved meanwhile and more than one took over; else null.</param>
    /// <returns>The member as he stands, and what took over his organisation since, one after the other.</returns>
    /// <exception cref="Problem">FAILED_PRECONDITION if nothing took over, more than one did and none of them is chosen, or another one is.</exception>
    public static async Task<(MemberRow Member, IReadOnlyList<Successor> Way)> ReturnAsync(Work work, CardVault vault, MemberRow member, DateTime recorded, Scope scope, string? chosen)
    {
        var before = await work.QueryAsync<MembershipRow>(SelectBefore, new { id = member.Id, ended = recorded });
        var organization = await OrganizationStore.GetAsync(work, before.Count > 0 ? before[^1].OrganizationId : member.OrganizationId);
        var terms = MembershipRow.Corrected(before, member with { OrganizationId = organization.Id, EndedOn = null });
        var way = Choose(await WaysAsync(work, organization), organization, scope, chosen);
        // Whoever was taken for gone did not go with the others.
        foreach (var next in way)
        {
            terms = MembershipRow.Moved(terms, organization.Id, next.Organization.Id, next.EffectiveOn);
            await DeadlineBook.HandOverAsync(work, "", organization.Id, next.Organization.Id, next.EffectiveOn, member.Id);
            organization = next.Organization;
        }

        if (!await OrganizationStore.HoldAsync(work, organization.Id))
        {
            throw Problems.Precondition("name", "ORGANIZATION_DISSOLVED", "R-ORG-13");
        }

        var writer = new MemberWriter(work, vault, new CardHolders(), scope);
        var stored = writer.Return(member, terms, organization.RegisterId);
        await writer.FlushAsync();
        return (stored, way);
    }

    /// <summary>The ways that lead from an organisation to what stands in its place today.</summary>
    private static async Task<List<List<Successor>>> WaysAsync(Session session, OrganizationRow from)
    {
        if (from.DissolvedOn is not { } day)
        {
            return [[]];
        }

        var (parts, ways) = (await session.QueryAsync<PartRow>(SelectSuccessors, new { id = from.Id }), new List<List<Successor>>());
        var last = parts.Any(part => part.Role == "SOURCE") ? "SOURCE" : "CHANGED";
        foreach (var part in parts.Where(part => part.Role == last))
        {
            var next = await OrganizationStore.GetAsync(session, part.OrganizationId);
            // What was gone by then took nothing over.
            if (!(next.DissolvedOn < day))
            {
                ways.AddRange((await WaysAsync(session, next)).Select(way => new List<Successor>([new Successor(next, day), .. way])));
            }
        }

        return ways;
    }

    private static List<Successor> Choose(List<List<Successor>> ways, OrganizationRow from, Scope scope, string? chosen)
    {
        var ends = ways.ToLookup(way => way is [.., var last] ? last.Organization.Id : from.Id);
        if (ends.Count == 0)
        {
            throw Problems.Precondition("name", "ORGANIZATION_DISSOLVED", "R-ORG-13");
        }

        if (chosen is null ? ends.Count > 1 : !ends.Contains(chosen))
        {
            var seen = ways.Select(way => way is [.., var last] ? last.Organization : from).DistinctBy(row => row.Id).Where(row => scope.Contains(row.Path));
            throw Problems.Precondition("organization", "SUCCESSOR_UNKNOWN", "R-ORG-13", new Dictionary<string, string> { ["organizations"] = string.Join(", ", seen.Select(row => ResourceName.Organization(row.Id))) });
        }

        return chosen is null ? ways[0] : ends[chosen].First();
    }

    /// <summary>What took over an organisation, and when.</summary>
    internal sealed record Successor(OrganizationRow Organization, DateOnly EffectiveOn);

    private sealed record PartRow
    {
        public string OrganizationId { get; init; } = "";

        public string Role { get; init; } = "";
    }
}
