using DienBien.Membership.V1;
using DienBien.Platform.Membership.Life;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using Google.Protobuf;
using Detail = DienBien.Membership.V1.CandidateStep.DetailOneofCase;

namespace DienBien.Platform.Membership.Admissions;

/// <summary>The former member whom a candidate's case is to make a member again.</summary>
/// <param name="Comeback">The record, with the end of the membership.</param>
/// <param name="Asks">What the rule of readmission looks at.</param>
internal sealed record Former(Comeback Comeback, FormerMember Asks)
{
    /// <summary>The former member of a case, or null if the candidate has never been one.</summary>
    /// <exception cref="Shared.Errors.Problem">FAILED_PRECONDITION for whoever is a member still.</exception>
    public static async Task<Former?> OfAsync(Session session, CandidateRow row)
    {
        if (row.FormerMemberId is not { } id)
        {
            return null;
        }

        var comeback = await Comeback.OfAsync(session, await MemberStore.GetAsync(session, id), "candidate.former_member");
        return new Former(comeback, Readmissions.AskOf(comeback, row.DepartureValue, row.RecordClearedOn));
    }

    /// <summary>Records the readmission that the ceremony has brought about.</summary>
    public async Task<MemberRow> ReadmitAsync(StepContext run)
    {
        var decision = run.All(Detail.Decision).Last();
        var since = StepContext.DayOf(decision);
        Comeback.RequireAfterEnd(since, "step.date");
        var place = await Comeback.PlaceAsync(run.Work, ("parent", "step.ceremony.member_number"), ResourceName.Organization(run.Cell.Id), run.Step.Ceremony.MemberNumber, since, run.Scope);
        var fact = new MemberFact
        {
            Kind = MemberFact.Types.Kind.Readmitted,
            Document = decision.Decision.Document,
            Organization = ResourceName.Organization(run.Cell.Id),
            CeremonyOn = IsoDate.Of(run.Day),
            Departure = Asks.Departure,
            RecordClearedOn = IsoDate.Of(Asks.Cleared),
            Consent = decision.Decision.Consent,
            Candidate = run.Before.Name,
        };
        var row = new FactRow
        {
            Id = Ids.New(),
            MemberId = Comeback.Member.Id,
            Kind = EnumNames.Of(fact.Kind),
            ValidFrom = since,
            ValidTo = DateOnly.MaxValue,
            State = fact.ToByteArray(),
            PolicyVersion = run.Policy.Version,
            RecordedAt = run.Work.Now,
        };
        return await Comebacks.StoreAsync(run.Work, run.Vault, Comeback, row, place, run.Day, run.Scope);
    }
}
