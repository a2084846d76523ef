using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;
using Body = DienBien.Membership.V1.CandidateStep.Types.Decision.Types.Body;
using Detail = DienBien.Membership.V1.CandidateStep.DetailOneofCase;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Membership.Admissions.Steps;

/// <summary>What the deciding body answers. The answer, yes or no, goes back to the cell.</summary>
internal static class Decisions
{
    public static async Task<CandidateRow> AdmissionAsync(StepContext run)
    {
        var decision = run.Step.Decision;
        var decider = Judge(run, decision, "decision");
        var policy = run.Policy;
        var resolved = StepContext.DayOf(CellBallot(run));
        var (latest, limit) = LatestOf(run, resolved);
        run.Findings.That(run.Day <= latest, "step.date", "DECISION_TOO_LATE", limit, Date("date", latest));
        if (decision.Granted)
        {
            Consented(run, decision, resolved);
            run.Findings.That(decider.Kind == "GRASSROOTS" || run.GrassrootsCommittee is null || run.Before.Stage == "COMMITTEE_PASSED", "step.decision", "COMMITTEE_BALLOT_MISSING", "committeeMajority");
        }

        // One who moved is decided upon soon after, or by the new committee once it has the file (R-ADM-12).
        if (run.Last(Detail.Move) is { } move && run.Last(Detail.FileReceived) is null)
        {
            var due = run.DueOf("movedCeremony", StepContext.DayOf(move));
            run.Findings.That(run.Day <= due, "step.date", "MOVED_FILE_NEEDED", "movedDecision", Date("date", due));
        }

        await run.CloseAsync();
        if (!decision.Granted)
        {
            return run.At(Stage.Refused);
        }

        if (policy.Text("ceremonyFrom") == "ISSUE")
        {
            await run.OpenAsync(run.AtCell, "ceremony", "DECISION_ISSUED", run.Day);
        }

        return run.At(Stage.Decided);
    }

    public static async Task<CandidateRow> ExtensionAsync(StepContext run)
    {
        var reason = run.Step.Extension.Reason;
        CaseStep.Require(reason.Length is > 0 and <= 500, "extension.reason", reason.Length == 0 ? "FIELD_REQUIRED" : "TEXT_LENGTH");
        run.Findings.That(run.Last(Detail.Extension) is null, "step.extension", "EXTENDED_BEFORE", "decisionExtension");
        var due = run.DueOf("decision", StepContext.DayOf(CellBallot(run)));
        await DeadlineBook.CancelAsync(run.Work, run.Before.Name, run.Day, run.Policy["decision"].Rule);
        // It takes the place of the first one at once, though its term begins where that would have ended.
        await run.OpenAsync(run.AtDecider, "decisionExtension", "DECISION_DUE", due, run.Day);
        return run.Before;
    }

    public static async Task<CandidateRow> OfficialAsync(StepContext run)
    {
        var decision = run.Step.OfficialDecision;
        Judge(run, decision, "official_decision");
        await run.CloseAsync();
        if (!decision.Granted)
        {
            return run.At(Stage.DeletionProposed);
        }

        // The day is that on which probation ended, however late the meeting or the decision (R-OFF-1).
        var official = AdmissionRules.OfficialOn(run.Policy, StepContext.DayOf(run.Last(Detail.Ceremony)!));
        await MemberStore.MakeOfficialAsync(run.Work, run.Vault, run.Before.MemberId!, official, run.Scope);
        return run.At(Stage.Official);
    }

    /// <summary>The last day for a decision, and the term that sets it: the committee of a new place has its own from the file's arrival (R-ADM-10, R-ADM-12).</summary>
    private static (DateOnly Day, string Limit) LatestOf(StepContext run, DateOnly resolved)
    {
        var usual = run.DueOf("decisionExtension", run.DueOf("decision", resolved));
        return run.Last(Detail.FileReceived) is { } file && run.DueOf("movedDecision", StepContext.DayOf(file)) is var moved && moved > usual
            ? (moved, "movedDecision")
            : (usual, "decisionExtension");
    }

    private static CandidateStep CellBallot(StepContext run) => run.All(Detail.Ballot).Last(step => step.Ballot.Body == CandidateStep.Types.Ballot.Types.Body.Cell);

    /// <summary>R-ADM-8 and R-ADM-9: the right body of the right organisation, with enough votes.</summary>
    private static OrganizationRow Judge(StepContext run, CandidateStep.Types.Decision decision, string field)
    {
        CaseStep.Require(decision.Body != Body.Unspecified, field + ".body", "FIELD_REQUIRED");
        CaseStep.Require(decision.Document.Length is > 0 and <= 63, field + ".document", decision.Document.Length == 0 ? "FIELD_REQUIRED" : "TEXT_LENGTH");
        CaseStep.Require(decision.Sitting > 0, field + ".sitting", "BODY_EMPTY");
        CaseStep.Require(decision.InFavour >= 0, field + ".in_favour", "NUMBER_NEGATIVE");
        CaseStep.Require(decision.InFavour <= decision.Sitting, field + ".in_favour", "MORE_VOTES_THAN_MEMBERS");
        var id = ResourceName.Require(ResourceName.Organizations, decision.Organization);
        var decider = run.Line.FirstOrDefault(o => o.Id == id) ?? throw Problems.NotFound(decision.Organization);
        run.Findings.That(AdmissionRules.MayDecide(run.Policy, decider.Kind, decision.Body), $"step.{field}.body", "NOT_THE_DECIDER", "delegatedBody", new Dictionary<string, string> { ["kind"] = decider.Kind });
        var parameter = AdmissionRules.MajorityOf(decision.Body);
        var outcome = AdmissionRules.Carries(run.Policy, parameter, decision.InFavour, decision.Sitting);
        decision.Needed = outcome.Needed;
        run.Findings.That(!decision.Granted || outcome.Carried, $"step.{field}.in_favour", "BALLOT_NOT_CARRIED", parameter, new Dictionary<string, string>
        {
            ["votes"] = decision.InFavour.ToString(CultureInfo.InvariantCulture),
            ["needed"] = outcome.Needed.ToString(CultureInfo.InvariantCulture),
            ["members"] = outcome.Denominator.ToString(CultureInfo.InvariantCulture),
        });
        return decider;
    }

    /// <summary>R-ADM-1, R-ADM-2: two exceptions rest on the written consent of the provincial standing committee.</summary>
    private static void Consented(StepContext run, CandidateStep.Types.Decision decision, DateOnly considered)
    {
        var (person, consent) = (run.Person, decision.Consent.Length > 0);
        if (run.Before.FormerMemberId is not null)
        {
            Readmissions.Consented(run.Findings, run.Policy, decision.Consent, "step.decision.consent");
        }

        AdmissionRules.Age(run.Findings, run.Policy, person.BirthDate!.Value, considered, consent);
        run.Findings.That(consent || !AdmissionRules.NeedsSchoolingConsent(run.Policy, person.SchoolingLevel, person.InSpecialArea, person.Respected == true),
            "step.decision.consent", "SCHOOLING_CONSENT_NEEDED", "educationRespected");
    }

    private static Dictionary<string, string> Date(string key, DateOnly day) => new() { [key] = Shared.Calendar.IsoDate.Of(day) };
}
