using DienBien.Platform.Membership.Life;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Transfers;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>What two records say that can't both be true of one person, or must be settled first.</summary>
internal static class MergeConflicts
{
    private const string SelectComeback = "SELECT e.comeback_id FROM earlier_memberships e WHERE e.member_id = @id AND e.superseded_at IS NULL";

    private const string SelectReviews = """
        SELECT r.cycle_id FROM reviews r JOIN reviews k ON k.cycle_id = r.cycle_id AND k.subject_id = @kept WHERE r.subject_id = @other ORDER BY r.cycle_id
        """;

    private const string SelectOffices = """
        SELECT f.term_id FROM committee_offices f JOIN committee_offices k ON k.term_id = f.term_id AND k.member_id = @kept AND k.superseded_at IS NULL
        WHERE f.member_id = @other AND f.superseded_at IS NULL AND (f.until IS NULL OR f.until > k.since) AND (k.until IS NULL OR k.until > f.since) ORDER BY f.term_id
        """;

    /// <summary>Refuses what can't be merged.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION naming the field and what stands in the way.</exception>
    public static async Task RefuseAsync(Session session, MemberRow kept, MemberRow other, IReadOnlyList<MembershipRow> terms)
    {
        foreach (var (member, field) in new[] { (kept, "name"), (other, "other") })
        {
            if (await session.FindAsync<string>(SelectComeback, new { id = member.Id }) is not null)
            {
                throw Problems.Precondition(field, "COMEBACK_RECORDED", "R-ADM-14");
            }

            if (await TransferStore.IsRunningAsync(session, member.Id))
            {
                throw Problems.Precondition(field, "TRANSFER_RUNNING");
            }
        }

        // The kept record's organisation, number and end are the person's.
        if (terms[^1].OrganizationId != kept.OrganizationId || terms[^1].ValidTo != kept.EndedOn)
        {
            throw Problems.Precondition("name", "KEEP_THE_OTHER");
        }

        await RefuseFactsAsync(session, kept, other);
        var ids = new { kept = kept.Id, other = other.Id };
        if (await session.QueryAsync<string>(SelectReviews, ids) is [var cycle, ..])
        {
            throw Problems.Precondition("other", "REVIEWS_CLASH", "", new Dictionary<string, string> { ["cycle"] = "reviewCycles/" + cycle });
        }

        if (await session.QueryAsync<string>(SelectOffices, ids) is [var term, ..])
        {
            throw Problems.Precondition("other", "OFFICES_CLASH", "", new Dictionary<string, string> { ["term"] = "committeeTerms/" + term });
        }
    }

    private static async Task RefuseFactsAsync(Session session, MemberRow kept, MemberRow other)
    {
        var ours = (await FactStore.OfAsync(session, kept.Id)).FindAll(fact => fact.SupersededAt is null);
        var theirs = (await FactStore.OfAsync(session, other.Id)).FindAll(fact => fact.SupersededAt is null);
        if (theirs.Find(fact => fact.KindValue == Kind.Died) is { } death && kept.EndedOn != death.ValidFrom)
        {
            throw Problems.Precondition("other", "OTHER_DIED", "", new Dictionary<string, string> { ["date"] = IsoDate.Of(death.ValidFrom) });
        }

        foreach (var fact in theirs.Where(fact => !LifeRules.Ends(fact.KindValue)))
        {
            if (ours.Find(mine => Rivals(mine.KindValue, fact.KindValue) && mine.ValidFrom < fact.ValidTo && fact.ValidFrom < mine.ValidTo && (mine.Kind, mine.ValidFrom) != (fact.Kind, fact.ValidFrom)) is { } rival)
            {
                throw Problems.Precondition("other", "FACT_OVERLAPS", "", new Dictionary<string, string> { ["kind"] = rival.Kind, ["since"] = IsoDate.Of(rival.ValidFrom) });
            }
        }
    }

    private static bool Rivals(Kind one, Kind other) => one == other || (LifeRules.Exempts(one) && LifeRules.Exempts(other));
}
