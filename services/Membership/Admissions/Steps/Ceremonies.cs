using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Detail = DienBien.Membership.V1.CandidateStep.DetailOneofCase;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Membership.Admissions.Steps;

/// <summary>From the decision to the first days of probation.</summary>
internal static class Ceremonies
{
    public static async Task<CandidateRow> ReceiptAsync(StepContext run)
    {
        CaseStep.Require(run.Last(Detail.Receipt) is null, "receipt", "STEP_REPEATED");
        if (CountsFromReceipt(run))
        {
            await run.OpenAsync(run.AtCell, "ceremony", "DECISION_RECEIVED", run.Day);
        }

        return run.Before;
    }

    public static async Task<CandidateRow> CeremonyAsync(StepContext run)
    {
        var input = run.Step.Ceremony;
        var start = CountsFromReceipt(run) ? run.Last(Detail.Receipt) : run.All(Detail.Decision).Last();
        run.Findings.That(start is not null, "step.ceremony", "RECEIPT_MISSING", "ceremonyFrom");
        if (start is not null)
        {
            var due = run.DueOf("ceremony", StepContext.DayOf(start));
            run.Findings.That(run.Day <= due || input.Consent.Length > 0, "step.ceremony.consent", "CEREMONY_LATE", "ceremony", new Dictionary<string, string> { ["date"] = IsoDate.Of(due) });
        }

        var member = await Former.OfAsync(run.Work, run.Before) is { } former
            ? await former.ReadmitAsync(run)
            : await MemberStore.AddAsync(run.Work, run.Vault, Person(run), run.Cell, run.Scope, run.Today);
        await run.CloseAsync();
        // The member's own record holds the values from now on.
        await CandidateStore.EraseAsync(run.Work, run.Before);
        var about = run.AtCell with { MemberId = member.Id };
        await run.OpenAsync(about, "declaration", "CEREMONY", run.Day);
        await run.OpenAsync(about, "officialConsideration", "PROBATION_END", AdmissionRules.OfficialOn(run.Policy, run.Day));
        return run.At(Stage.Probation) with { MemberId = member.Id };
    }

    public static async Task<CandidateRow> DeclarationAsync(StepContext run)
    {
        CaseStep.Require(run.Last(Detail.Declaration) is null, "declaration", "STEP_REPEATED");
        await run.CloseAsync(run.Policy["declaration"].Rule);
        return run.Before;
    }

    private static bool CountsFromReceipt(StepContext run) => run.Policy.Text("ceremonyFrom") == "RECEIPT";

    private static Member Person(StepContext run)
    {
        var person = run.Person.ToProto()!;
        return new Member
        {
            MemberNumber = run.Step.Ceremony.MemberNumber,
            FullName = person.FullName,
            Sex = person.Sex,
            BirthDate = person.BirthDate,
            Ethnicity = person.Ethnicity,
            Education = EnumNames.Of(person.Schooling),
            Occupation = person.Occupation,
            // Party age counts from the decision, probation from the ceremony (R-OFF-5, R-OFF-1).
            AdmittedOn = run.All(Detail.Decision).Last().Date,
            CeremonyOn = run.Step.Date,
        };
    }
}
