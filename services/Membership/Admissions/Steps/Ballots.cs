using System.Globalization;
using DienBien.Membership.V1;
using Body = DienBien.Membership.V1.CandidateStep.Types.Ballot.Types.Body;
using Detail = DienBien.Membership.V1.CandidateStep.DetailOneofCase;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Membership.Admissions.Steps;

/// <summary>The ballots of the cell and of the grassroots committee. The result goes on record whichever way it went.</summary>
internal static class Ballots
{
    public static async Task<CandidateRow> AdmissionAsync(StepContext run)
    {
        var ballot = run.Step.Ballot;
        CaseStep.Require(ballot.Body != Body.Unspecified, "ballot.body", "FIELD_REQUIRED");
        var inCell = ballot.Body == Body.Cell;
        CaseStep.Require(inCell == (run.Before.Stage == "DOSSIER"), "ballot.body", "BALLOT_OUT_OF_TURN");
        if (!inCell)
        {
            Count(run, ballot, "ballot", "committeeMajority", ballot.Sitting);
            return run.At(ballot.Carried ? Stage.CommitteePassed : Stage.Refused);
        }

        Consider(run);
        if (await Former.OfAsync(run.Work, run.Before) is { } former)
        {
            Readmissions.Judge(run.Findings, run.Policy, former.Asks, run.Day, "step.date", "candidate.departure");
        }

        Count(run, ballot, "ballot", "cellMajority", await run.ElectorateAsync(ballot.AttendingExempt));
        await run.CloseAsync(run.Policy["certificateValid"].Rule);
        await run.CloseAsync(run.Policy["dossierFresh"].Rule);
        if (ballot.Carried)
        {
            await run.OpenAsync(run.AtDecider, "decision", "CELL_RESOLUTION", run.Day);
        }

        return run.At(ballot.Carried ? Stage.CellPassed : Stage.Refused);
    }

    public static async Task<CandidateRow> OfficialAsync(StepContext run)
    {
        var ballot = run.Step.OfficialBallot;
        CaseStep.Require(ballot.Body is Body.Cell or Body.Unspecified, "official_ballot.body", "BALLOT_OUT_OF_TURN");
        ballot.Body = Body.Cell;
        var ceremony = StepContext.DayOf(run.Last(Detail.Ceremony)!);
        run.Findings.That(AdmissionRules.OfficialOn(run.Policy, ceremony) <= run.Day, "step.date", "PROBATION_RUNNING", "probation");
        Count(run, ballot, "official_ballot", "cellMajority", await run.ElectorateAsync(ballot.AttendingExempt));
        if (ballot.Carried)
        {
            await run.CloseAsync(run.Policy["officialConsideration"].Rule);
            await run.OpenAsync(run.AtDecider, "officialDecision", "CELL_RESOLUTION", run.Day);
            return run.At(Stage.OfficialPassed);
        }

        if (AdmissionRules.Carries(run.Policy, "cellMajority", ballot.Against, ballot.Denominator).Carried)
        {
            await run.CloseAsync();
            return run.At(Stage.DeletionProposed);
        }

        // Neither way: after the third ballot the superior decides (R-OFF-3).
        var fruitless = run.All(Detail.OfficialBallot).Count() + 1;
        if (fruitless < run.Policy.Number("officialBallots"))
        {
            return run.Before;
        }

        await run.CloseAsync(run.Policy["officialConsideration"].Rule);
        await run.OpenAsync(run.AtDecider, "officialDecision", "CELL_RESOLUTION", run.Day);
        return run.At(Stage.Escalated);
    }

    /// <summary>What the candidate has to bring on the day on which the cell considers him.</summary>
    private static void Consider(StepContext run)
    {
        var (person, day, policy) = (run.Person, run.Day, run.Policy);
        // Beyond the upper age the province's consent is asked for before the decision, not before the ballot.
        AdmissionRules.Age(run.Findings, policy, person.BirthDate!.Value, day, consent: true);
        var (schooling, area, respected) = (person.SchoolingLevel, person.InSpecialArea, person.Respected == true);
        run.Findings.That(AdmissionRules.IsSchooled(policy, schooling, area, respected), "candidate.person.schooling", "SCHOOLING_TOO_LOW", AdmissionRules.SchoolingParameter(area, respected));
        var certified = StepContext.DayOf(run.Last(Detail.AwarenessClass)!);
        var opened = StepContext.DayOf(run.Last(Detail.Dossier)!);
        run.Findings.That(AdmissionRules.IsFresh(policy, "certificateValid", certified, day), "step.date", "CERTIFICATE_EXPIRED", "certificateValid")
            .That(AdmissionRules.IsFresh(policy, "dossierFresh", opened, day), "step.date", "DOSSIER_TO_RENEW", "dossierRedo", new Dictionary<string, string> { ["items"] = string.Join(", ", policy.Strings("dossierRedo")) })
            .That(run.Last(Detail.Introducer) is not null, "step.ballot", "INTRODUCER_MISSING", "acquaintance");
        var waiting = Preparation.Waiting(run).ToList();
        run.Findings.That(waiting.Count == 0, "step.ballot", "VETTING_WAITING", "vettingHome", new Dictionary<string, string> { ["references"] = string.Join(", ", waiting) });
    }

    private static void Count(StepContext run, CandidateStep.Types.Ballot ballot, string field, string parameter, int denominator)
    {
        CaseStep.Require(ballot.AttendingExempt >= 0, field + ".attending_exempt", "NUMBER_NEGATIVE");
        CaseStep.Require(denominator > 0, ballot.Body == Body.Cell ? field + ".body" : field + ".sitting", "BODY_EMPTY");
        CaseStep.Require(ballot.InFavour >= 0, field + ".in_favour", "NUMBER_NEGATIVE");
        CaseStep.Require(ballot.Against >= 0, field + ".against", "NUMBER_NEGATIVE");
        CaseStep.Require((long)ballot.InFavour + ballot.Against <= denominator, field + ".in_favour", "MORE_VOTES_THAN_MEMBERS");
        var outcome = AdmissionRules.Carries(run.Policy, parameter, ballot.InFavour, denominator);
        (ballot.Denominator, ballot.Needed, ballot.Carried) = (outcome.Denominator, outcome.Needed, outcome.Carried);
        run.Findings.Tell($"step.{field}.in_favour", ballot.Carried ? "BALLOT_CARRIED" : "BALLOT_NOT_CARRIED", parameter, new Dictionary<string, string>
        {
            ["votes"] = ballot.InFavour.ToString(CultureInfo.InvariantCulture),
            ["needed"] = outcome.Needed.ToString(CultureInfo.InvariantCulture),
            ["members"] = outcome.Denominator.ToString(CultureInfo.InvariantCulture),
        });
    }
}
