using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Errors;
using Detail = DienBien.Membership.V1.CandidateStep.DetailOneofCase;

namespace DienBien.Platform.Membership.Admissions.Steps;

/// <summary>A candidate who moves while the case runs (R-ADM-12).</summary>
internal static class Moves
{
    public static async Task<CandidateRow> MoveAsync(StepContext run)
    {
        var target = await OrganizationStore.RequireAsync(run.Work, run.Step.Move.Organization, run.Scope);
        if (target.Id == run.Before.OrganizationId || target.DissolvedOn is not null || !TreePolicy.On(run.Day).IsCell(target.Kind))
        {
            throw Problems.Precondition("step.move.organization", target.DissolvedOn is null ? "ORGANIZATION_NO_CELL" : "ORGANIZATION_DISSOLVED");
        }

        if (run.Before.Stage is "CELL_PASSED" or "COMMITTEE_PASSED")
        {
            await run.OpenAsync(new Case(run.Before.Name, run.Decider.Id), "movedCeremony", "CANDIDATE_MOVED", run.Day);
        }

        return run.Before with { OrganizationId = target.Id };
    }

    public static async Task<CandidateRow> FileReceivedAsync(StepContext run)
    {
        CaseStep.Require(run.Last(Detail.Move) is not null, "file_received", "STEP_NOT_ALLOWED");
        await DeadlineBook.CancelAsync(run.Work, run.Before.Name, run.Day);
        await run.OpenAsync(run.AtDecider, "movedDecision", "FILE_RECEIVED", run.Day);
        return run.Before;
    }
}
