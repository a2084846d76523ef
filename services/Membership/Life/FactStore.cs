using DienBien.Membership.V1;
using DienBien.Platform.Membership.Admissions;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Fees;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Transfers;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;

namespace DienBien.Platform.Membership.Life;

/// <summary>Reads and stores the facts of members.</summary>
internal static class FactStore
{
    private const string SelectFacts = $"SELECT {FactRow.Columns} FROM member_facts f WHERE f.member_id = @id ORDER BY f.valid_from, f.recorded_at, f.id";

    private const string SelectFact = $"SELECT {FactRow.Columns} FROM member_facts f WHERE f.id = @id AND f.member_id = @member";

    private const string End = "UPDATE member_facts SET valid_to = @day WHERE id = @id AND valid_to = @before AND superseded_at IS NULL";

    private const string Cut = "UPDATE member_facts SET valid_to = @day, cut_by = @end, cut_from = valid_to WHERE id = @id AND valid_to > @day AND superseded_at IS NULL";

    private const string Mend = "UPDATE member_facts SET valid_to = cut_from, cut_by = NULL, cut_from = NULL WHERE member_id = @member AND cut_by = @end AND superseded_at IS NULL";

    private const string Retract = "UPDATE member_facts SET superseded_at = @now, consent = @consent WHERE id = @id AND superseded_at IS NULL";

    private const string CountOfficial = $"""
        SELECT COUNT(*) FROM memberships t JOIN members m ON m.id = t.member_id {MembershipRow.Earlier}
        WHERE t.organization_id = @id AND {MembershipRow.InForce} AND {MembershipRow.OfficialOn} <= @day
        """;

    private const string CountAway = CountOfficial + """
             AND EXISTS (SELECT 1 FROM member_facts f WHERE f.member_id = m.id AND f.superseded_at IS NULL AND f.valid_from <= @day AND f.valid_to > @day
                AND f.kind IN ('EXEMPT', 'TEMPORARILY_EXEMPT', 'SUSPENDED', 'AWAY'))
        """;

    public static async Task<List<FactRow>> OfAsync(Session session, string memberId) => [.. await session.QueryAsync<FactRow>(SelectFacts, new { id = memberId })];

    /// <summary>A fact that holds, with its member.</summary>
    /// <exception cref="Problem">NOT_FOUND if there is none in the scope, FAILED_PRECONDITION if it was taken back.</exception>
    public static async Task<(MemberRow Member, FactRow Fact)> RequireAsync(Session session, string name, Scope scope)
    {
        var parts = name.Split("/facts/");
        if (parts is not [var memberName, var id])
        {
            throw Problems.NotFound(name);
        }

        var member = await MemberStore.RequireAsync(session, memberName, scope);
        var fact = await session.FindAsync<FactRow>(SelectFact, new { id, member = member.Id }) ?? throw Problems.NotFound(name);
        return fact.SupersededAt is null ? (member, fact) : throw Problems.Precondition("name", "FACT_RETRACTED", "R-FILE-2");
    }

    /// <summary>The members of a cell whom a ballot on a day is held against, by the register and the facts (R-EXM-2).</summary>
    public static async Task<int> ElectorateAsync(Session session, string organizationId, DateOnly day, int attending)
    {
        var parameters = new { id = organizationId, day };
        var official = (int)await session.SingleAsync<long>(CountOfficial, parameters);
        var away = (int)await session.SingleAsync<long>(CountAway, parameters);
        return attending > away
            ? throw Problems.Invalid("attending_exempt", "MORE_VOTES_THAN_MEMBERS", "R-EXM-2")
            : LifeRules.Denominator(LifeRules.On(day), official, away, attending);
    }

    public static async Task<FactRow> AddAsync(Work work, MemberRow member, FactRow row)
    {
        await work.InsertAsync("member_facts", row);
        Publish(work, member, row);
        return row;
    }

    public static async Task<FactRow> EndAsync(Work work, MemberRow member, FactRow before, DateOnly day)
    {
        if (await work.ExecuteAsync(End, new { id = before.Id, day, before = before.ValidTo }) == 0)
        {
            throw Problems.Precondition("name", "FACT_ENDED");
        }

        var after = before with { ValidTo = day };
        Publish(work, member, after);
        return after;
    }

    /// <summary>Ends the membership, and with it what lasted until then, what was under way and what was due.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="vault">Card numbers, which stay as they are.</param>
    /// <param name="member">The member as he stands.</param>
    /// <param name="end">The fact that ends it.</param>
    /// <param name="facts">All facts about the member.</param>
    /// <param name="scope">The caller's scope.</param>
    /// <param name="transfer">The transfer by which he leaves, if he does; it comes to its own end.</param>
    /// <param name="dates">The member with other dates that hold from then on; null to keep those he has.</param>
    public static async Task EndMembershipAsync(Work work, CardVault vault, MemberRow member, FactRow end, IEnumerable<FactRow> facts, Scope scope, string transfer = "", MemberRow? dates = null)
    {
        await CutAsync(work, member, facts, end);
        await DeadlineBook.MemberLeftAsync(work, member.Id, end.ValidFrom);
        await DeletionProposals.MemberLeftAsync(work, member.Id);
        await TransferStore.MemberLeftAsync(work, member.Id, end.Id, end.ValidFrom, transfer);
        // Where he went on a later day he has never been.
        var terms = (await MembershipRow.OfMembersAsync(work, [member.Id]))[member.Id];
        var last = terms.LastOrDefault(term => term.ValidFrom < end.ValidFrom)?.OrganizationId ?? member.OrganizationId;
        await CandidateStore.MemberLeftAsync(work, member.Id, last, end.Id, end.ValidFrom);
        await MemberStore.ChangeAsync(work, vault, member, (dates ?? member) with { EndedOn = end.ValidFrom, OrganizationId = last }, scope);
    }

    /// <summary>Takes the end of a membership back, and all that followed from it; <see cref="Returning"/> says where to.</summary>
    public static async Task ReopenMembershipAsync(Work work, CardVault vault, MemberRow member, FactRow end, Scope scope, string? chosen)
    {
        await MendAsync(work, member, end);
        await DeadlineBook.MemberReturnedAsync(work, member.Id, end.ValidFrom);
        await DeletionProposals.MemberReturnedAsync(work, member.Id);
        await TransferStore.MemberReturnedAsync(work, member.Id, end.Id);
        await CandidateStore.MemberReturnedAsync(work, member.Id, end.Id);
        var (stored, way) = await Returning.ReturnAsync(work, vault, member, end.RecordedAt, scope, chosen);
        foreach (var next in way)
        {
            await CandidateStore.FollowAsync(work, new Dictionary<string, string> { [stored.Id] = next.Organization.Id }, next.EffectiveOn);
        }

        await DeletionProposals.FollowAsync(work, new Dictionary<string, string> { [stored.Id] = stored.OrganizationId });
    }

    /// <summary>Lets facts that last beyond the first day of another end with it.</summary>
    public static async Task CutAsync(Work work, MemberRow member, IEnumerable<FactRow> facts, FactRow by)
    {
        foreach (var fact in facts.Where(fact => fact.SupersededAt is null && fact.ValidTo > by.ValidFrom))
        {
            await work.ExecuteAsync(Cut, new { id = fact.Id, day = by.ValidFrom, end = by.Id });
            Publish(work, member, fact with { ValidTo = by.ValidFrom, CutBy = by.Id });
        }
    }

    /// <summary>Lets facts that another had cut last as long as before.</summary>
    public static async Task MendAsync(Work work, MemberRow member, FactRow by)
    {
        if (await work.ExecuteAsync(Mend, new { member = member.Id, end = by.Id }) > 0)
        {
            foreach (var fact in (await OfAsync(work, member.Id)).Where(fact => fact.SupersededAt is null && fact.ValidTo > by.ValidFrom && fact.ValidFrom < by.ValidFrom))
            {
                Publish(work, member, fact);
            }
        }
    }

    public static async Task<FactRow> RetractAsync(Work work, MemberRow member, FactRow before, string consent)
    {
        await work.ExecuteAsync(Retract, new { id = before.Id, now = work.Now, consent });
        var after = before with { SupersededAt = work.Now, Consent = consent };
        Publish(work, member, after);
        return after;
    }

    private static void Publish(Work work, MemberRow member, FactRow row)
    {
        work.Emit(row.Name, member.OrganizationId, new MemberFactChanged
        {
            MemberFact = row.Name,
            Organization = ResourceName.Organization(member.OrganizationId),
            Kind = row.KindValue,
            Since = IsoDate.Of(row.ValidFrom),
            Until = row.ValidTo == DateOnly.MaxValue ? "" : IsoDate.Of(row.ValidTo),
            Retracted = row.SupersededAt is not null,
        });
        work.Audit(row.Name, member.OrganizationId, row.ToProto().ToByteArray());
    }
}
