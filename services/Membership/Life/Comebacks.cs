using DienBien.Platform.Membership.Admissions;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Membership.Transfers;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;

namespace DienBien.Platform.Membership.Life;

/// <summary>Records that a former member is one again, by a readmission or a restoration, and takes that back.</summary>
internal static class Comebacks
{
    private const string SelectEarlier = $"SELECT {EarlierRow.Columns} FROM earlier_memberships e WHERE e.comeback_id = @id AND e.superseded_at IS NULL";

    private const string SupersedeEarlier = "UPDATE earlier_memberships SET superseded_at = @now WHERE comeback_id = @id AND superseded_at IS NULL";

    /// <summary>Records what a request states.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION with rule and clause for what the facts or the rules do not allow.</exception>
    public static async Task<FactRow> CreateAsync(Work work, CardVault vault, MemberRow member, FactInput input, Scope scope)
    {
        var (fact, again) = (input.Fact, input.Fact.Kind == Kind.Readmitted);
        var comeback = await Comeback.OfAsync(work, member, "member_fact.kind");
        comeback.RequireAfterEnd(input.Since, "member_fact.since");
        var policy = again ? AdmissionRules.On(input.Since) : LifeRules.On(input.Since);
        var findings = new Findings(policy);
        if (again)
        {
            Readmissions.Judge(findings, policy, Readmissions.AskOf(comeback, fact.Departure, IsoDate.ParseOptional(fact.RecordClearedOn)), input.Since, "member_fact.since", "member_fact.departure");
            Readmissions.Consented(findings, policy, fact.Consent, "member_fact.consent");
        }
        else
        {
            findings.That(policy.Strings("restorable").Contains(comeback.End.Kind), "member_fact.kind", "RESTORATION_NOT_POSSIBLE", "restorable", new Dictionary<string, string> { ["kind"] = comeback.End.Kind });
        }

        findings.OrThrow();
        var place = await comeback.PlaceAsync(work, ("member_fact.organization", "member_fact.member_number"), fact.Organization, fact.MemberNumber, input.Since, scope);
        var (row, ceremony) = (input.ToRow(member, policy, work.Now), IsoDate.ParseOptional(fact.CeremonyOn));
        await StoreAsync(work, vault, comeback, row, place, again ? ceremony : null, scope);
        if (again)
        {
            await DeadlineBook.OpenAsync(work, new Case(row.Name, place.Cell.Id, member.Id), policy, "officialConsideration", "PROBATION_END", AdmissionRules.OfficialOn(policy, ceremony!.Value));
        }

        return row;
    }

    /// <summary>Stores the fact and all that follows from it: the end has an end, the record another membership.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="vault">Card numbers, which stay as they are.</param>
    /// <param name="comeback">The former member.</param>
    /// <param name="row">The readmission or restoration.</param>
    /// <param name="place">The cell and the number there.</param>
    /// <param name="ceremony">The ceremony of a readmission; null for a restoration.</param>
    /// <param name="scope">The caller's scope.</param>
    public static async Task<MemberRow> StoreAsync(Work work, CardVault vault, Comeback comeback, FactRow row, (OrganizationRow Cell, string Number) place, DateOnly? ceremony, Scope scope)
    {
        var (member, end) = (comeback.Member, comeback.End);
        await FactStore.AddAsync(work, member with { OrganizationId = place.Cell.Id }, row);
        await work.InsertAsync("earlier_memberships", comeback.Earlier(row, work.Now));
        if (ceremony is null)
        {
            // As if it had never ended: exemptions last on, and what was due is due again.
            await FactStore.MendAsync(work, member, end);
            await DeadlineBook.MemberReturnedAsync(work, member.Id, end.ValidFrom);
            await TransferStore.MemberReturnedAsync(work, member.Id, end.Id);
            await CandidateStore.MemberReturnedAsync(work, member.Id, end.Id);
        }

        await FactStore.CutAsync(work, member, [end], row);
        await DeadlineBook.CancelAsync(work, end.Name, row.ValidFrom);
        var terms = (await MembershipRow.OfMembersAsync(work, [member.Id]))[member.Id].Append(new MembershipRow { MemberId = member.Id, OrganizationId = place.Cell.Id, ValidFrom = row.ValidFrom });
        var writer = new MemberWriter(work, vault, new CardHolders(), scope);
        var stored = writer.Restate(member, comeback.Again(row.ValidFrom, place.Cell, place.Number, ceremony), [.. terms]);
        await writer.FlushAsync();
        if (place.Cell.Id != member.OrganizationId)
        {
            await CandidateStore.FollowAsync(work, new Dictionary<string, string> { [member.Id] = place.Cell.Id }, row.ValidFrom);
        }

        return stored;
    }

    /// <summary>Lets the end hold again that a comeback, which was retracted just now, had lifted.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION naming a later fact, or the candidate whose ceremony recorded it.</exception>
    public static async Task UndoAsync(Work work, CardVault vault, MemberRow member, FactRow comeback, Scope scope)
    {
        var facts = (await FactStore.OfAsync(work, member.Id)).FindAll(fact => fact.SupersededAt is null && fact.Id != comeback.Id);
        if (comeback.ToProto().Candidate is { Length: > 0 } candidate)
        {
            throw Problems.Precondition("name", "FACT_BY_CASE", "", new Dictionary<string, string> { ["candidate"] = candidate });
        }

        if (facts.Find(fact => fact.ValidFrom >= comeback.ValidFrom) is { } later)
        {
            throw Problems.Precondition("name", "FACT_OVERLAPS", "", new Dictionary<string, string> { ["kind"] = later.Kind, ["since"] = IsoDate.Of(later.ValidFrom) });
        }

        var before = await work.SingleAsync<EarlierRow>(SelectEarlier, new { id = comeback.Id });
        await work.ExecuteAsync(SupersedeEarlier, new { id = comeback.Id, now = work.Now });
        await FactStore.MendAsync(work, member, comeback);
        await DeadlineBook.CancelAsync(work, comeback.Name, comeback.ValidFrom);
        var end = facts.FindLast(fact => fact.CutBy == comeback.Id)!;
        facts = (await FactStore.OfAsync(work, member.Id)).FindAll(fact => fact.SupersededAt is null && fact.Id != end.Id);
        var earlier = member with { CeremonyOn = before.CeremonyOn, OfficialOn = before.OfficialOn, ReadmittedOn = before.ReadmittedOn, PartyAgeFrom = before.PartyAgeFrom };
        await FactStore.EndMembershipAsync(work, vault, member, end, facts, scope, dates: earlier);
    }
}
