using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;

namespace DienBien.Platform.Membership.Life;

/// <summary>A former member who is about to be one again: the record, the fact that ended the membership, and where to.</summary>
/// <param name="Member">The record.</param>
/// <param name="Facts">The facts that hold, the earliest first.</param>
/// <param name="End">The fact that ended the membership.</param>
internal sealed record Comeback(MemberRow Member, IReadOnlyList<FactRow> Facts, FactRow End)
{
    private const string SelectNumber = "SELECT m.id FROM members m WHERE m.register_id = @register AND m.member_number = @number AND m.id <> @id";

    /// <summary>How often the member was admitted again before (R-ADM-14).</summary>
    public int Readmissions => Facts.Count(fact => fact.KindValue == Kind.Readmitted);

    /// <summary>A former member with the end of the membership.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION naming the field for whoever is a member still.</exception>
    public static async Task<Comeback> OfAsync(Session session, MemberRow member, string field)
    {
        var facts = (await FactStore.OfAsync(session, member.Id)).FindAll(fact => fact.SupersededAt is null);
        var end = member.EndedOn is { } day ? facts.FindLast(fact => LifeRules.Ends(fact.KindValue) && fact.ValidFrom == day) : null;
        return end is null ? throw Problems.Precondition(field, "MEMBER_NOT_ENDED") : new Comeback(member, facts, end);
    }

    /// <summary>The cell to which the member comes back, kept as it is until the transaction ends.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="fields">The fields of cell and number.</param>
    /// <param name="name">The cell; empty for that to which the member belonged last.</param>
    /// <param name="number">The number there; empty for the one that the member has.</param>
    /// <param name="day">From when on.</param>
    /// <param name="scope">The caller's scope.</param>
    /// <exception cref="Problem">NOT_FOUND out of the scope, FAILED_PRECONDITION for what is no cell or was dissolved, ALREADY_EXISTS for a number that is taken.</exception>
    public async Task<(OrganizationRow Cell, string Number)> PlaceAsync(Work work, (string Cell, string Number) fields, string name, string number, DateOnly day, Scope scope)
    {
        var cell = name.Length == 0 ? await OrganizationStore.GetAsync(work, Member.OrganizationId) : await OrganizationStore.RequireAsync(work, name, scope);
        if ((name.Length > 0 && !TreePolicy.On(day).IsCell(cell.Kind)) || !await OrganizationStore.HoldAsync(work, cell.Id))
        {
            throw Problems.Precondition(fields.Cell, cell.DissolvedOn is null ? "ORGANIZATION_NO_CELL" : "ORGANIZATION_DISSOLVED");
        }

        var wanted = number.Length == 0 ? Member.MemberNumber : number;
        return await work.FindAsync<string>(SelectNumber, new { register = cell.RegisterId, number = wanted, id = Member.Id }) is null
            ? (cell, wanted)
            : throw Problems.AlreadyExists(fields.Number, "MEMBER_NUMBER_TAKEN");
    }

    /// <summary>The record once the member is one again.</summary>
    /// <param name="since">The first day.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="number">The number there.</param>
    /// <param name="ceremony">The ceremony of a readmission, from which probation counts; null for a restoration.</param>
    public MemberRow Again(DateOnly since, OrganizationRow cell, string number, DateOnly? ceremony)
    {
        var back = Member with { EndedOn = null, OrganizationId = cell.Id, RegisterId = cell.RegisterId, MemberNumber = number };
        var outside = since.DayNumber - End.ValidFrom.DayNumber;
        // Party age leaves the time out of the Party out (R-OFF-5).
        back = ceremony is null && LifeRules.On(since).Flag("restoredAgeRunsOn") ? back : back with { PartyAgeFrom = (Member.PartyAgeFrom ?? Member.AdmittedOn).AddDays(outside) };
        return ceremony is { } day ? back with { ReadmittedOn = since, CeremonyOn = day, OfficialOn = null } : back;
    }

    /// <summary>What the member was until now.</summary>
    public EarlierRow Earlier(FactRow row, DateTime now) => new()
    {
        ComebackId = row.Id,
        MemberId = Member.Id,
        ValidFrom = Facts.LastOrDefault(fact => LifeRules.ComesBack(fact.KindValue))?.ValidFrom ?? DateOnly.MinValue,
        ValidTo = row.ValidFrom,
        EndedOn = End.ValidFrom,
        CeremonyOn = Member.CeremonyOn,
        OfficialOn = Member.OfficialOn,
        ReadmittedOn = Member.ReadmittedOn,
        PartyAgeFrom = Member.PartyAgeFrom,
        RecordedAt = now,
    };

    /// <summary>Refuses a day that does not follow the end.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION with the day of the end.</exception>
    public void RequireAfterEnd(DateOnly since, string field)
    {
        if (since <= End.ValidFrom)
        {
            throw Problems.Precondition(field, "COMEBACK_NOT_AFTER_END", "", new Dictionary<string, string> { ["date"] = IsoDate.Of(End.ValidFrom) });
        }
    }
}
