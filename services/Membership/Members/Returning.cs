using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Organizations;
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

    private const string SelectSuccessors = """
        SELECT s.organization_id, a.effective_on FROM organization_act_parts p JOIN organization_acts a ON a.id = p.act_id JOIN organization_act_parts s ON s.act_id = a.id
        WHERE p.organization_id = @id AND p.role = 'SOURCE' AND s.role IN ('SUCCESSOR', 'NEW_SUCCESSOR')
        """;

    /// <summary>Takes the end back.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="vault">Card numbers, which stay as they are.</param>
    /// <param name="member">The member as he stands.</param>
    /// <param name="recorded">When the end was recorded.</param>
    /// <param name="scope">The caller's scope.</param>
    /// <returns>The member as he stands, and what took over his organisation since, one after the other.</returns>
    /// <exception cref="Problem">FAILED_PRECONDITION if his organisation was dissolved meanwhile and more than one took over, or none.</exception>
    public static async Task<(MemberRow Member, IReadOnlyList<Successor> Way)> ReturnAsync(Work work, CardVault vault, MemberRow member, DateTime recorded, Scope scope)
    {
        var before = await work.QueryAsync<MembershipRow>(SelectBefore, new { id = member.Id, ended = recorded });
        var organization = await OrganizationStore.GetAsync(work, before.Count > 0 ? before[^1].OrganizationId : member.OrganizationId);
        var terms = MembershipRow.Corrected(before, member with { OrganizationId = organization.Id, EndedOn = null });
        var way = new List<Successor>();
        while (organization.DissolvedOn is not null)
        {
            // Whoever was taken for gone did not go with the others.
            if (await work.QueryAsync<Successor>(SelectSuccessors, new { id = organization.Id }) is not [var next])
            {
                throw Problems.Precondition("name", "ORGANIZATION_DISSOLVED", "R-ORG-13");
            }

            terms = MembershipRow.Moved(terms, organization.Id, next.OrganizationId, next.EffectiveOn);
            await DeadlineBook.HandOverAsync(work, "", organization.Id, next.OrganizationId, next.EffectiveOn, member.Id);
            way.Add(next);
            organization = await OrganizationStore.GetAsync(work, next.OrganizationId);
        }

        var writer = new MemberWriter(work, vault, new CardHolders(), scope);
        var stored = writer.Return(member, terms, organization.RegisterId);
        await writer.FlushAsync();
        return (stored, way);
    }

    /// <summary>What took over an organisation, and when.</summary>
    internal sealed record Successor
    {
        public string OrganizationId { get; init; } = "";

        public DateOnly EffectiveOn { get; init; }
    }
}
