using System.Collections.Frozen;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Admissions.Steps;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Detail = DienBien.Membership.V1.CandidateStep.DetailOneofCase;
using Stage = DienBien.Membership.V1.Candidate.Types.Stage;

namespace DienBien.Platform.Membership.Admissions;

internal sealed partial class CandidateApi
{
    private static readonly Stage[] Accompanied =
        [Stage.Outstanding, Stage.Aware, Stage.Dossier, Stage.Refused, Stage.CellPassed, Stage.CommitteePassed, Stage.Decided, Stage.Probation, Stage.OfficialPassed, Stage.Escalated];

    /// <summary>Which stages allow which step, and what it does. There is no step that prolongs probation (R-OFF-4).</summary>
    private static readonly FrozenDictionary<Detail, (Stage[] From, Func<StepContext, Task<CandidateRow>> Apply)> Transitions =
        new Dictionary<Detail, (Stage[], Func<StepContext, Task<CandidateRow>>)>
        {
            [Detail.AwarenessClass] = ([Stage.Outstanding, Stage.Aware, Stage.Dossier, Stage.Refused], Preparation.AwarenessClassAsync),
            [Detail.Dossier] = ([Stage.Aware, Stage.Dossier, Stage.Refused], Preparation.DossierAsync),
            [Detail.Introducer] = ([Stage.Dossier], Preparation.IntroducerAsync),
            [Detail.Vetting] = ([Stage.Dossier], Preparation.VettingAsync),
            [Detail.VettingReply] = ([Stage.Dossier], Preparation.VettingReplyAsync),
            [Detail.Ballot] = ([Stage.Dossier, Stage.CellPassed], Ballots.AdmissionAsync),
            [Detail.Extension] = ([Stage.CellPassed, Stage.CommitteePassed], Decisions.ExtensionAsync),
            [Detail.Decision] = ([Stage.CellPassed, Stage.CommitteePassed], Decisions.AdmissionAsync),
            [Detail.Move] = ([Stage.Outstanding, Stage.Aware, Stage.Dossier, Stage.Refused, Stage.CellPassed, Stage.CommitteePassed, Stage.Decided], Moves.MoveAsync),
            [Detail.FileReceived] = ([Stage.CellPassed, Stage.CommitteePassed], Moves.FileReceivedAsync),
            [Detail.Receipt] = ([Stage.Decided], Ceremonies.ReceiptAsync),
            [Detail.Ceremony] = ([Stage.Decided], Ceremonies.CeremonyAsync),
            [Detail.Declaration] = ([Stage.Probation], Ceremonies.DeclarationAsync),
            [Detail.OfficialBallot] = ([Stage.Probation], Ballots.OfficialAsync),
            [Detail.Mentor] = (Accompanied, Mentors.AssignAsync),
            [Detail.MentorRelease] = (Accompanied, Mentors.ReleaseAsync),
            [Detail.OfficialDecision] = ([Stage.OfficialPassed, Stage.Escalated], Decisions.OfficialAsync),
        }.ToFrozenDictionary();

    public override Task<Candidate> CreateCandidateStep(CreateCandidateStepRequest request, ServerCallContext context)
    {
        var step = request.Step?.Clone() ?? throw Problems.Invalid("step", "FIELD_REQUIRED");
        var day = CaseStep.Day(step.Date, step.DetailCase != Detail.None, clock.Today());
        var scope = context.Access().Scope;
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await CandidateStore.RequireAsync(work, request.Parent, scope);
            Etags.Check(request.Etag, before.Version);
            var (from, apply) = Transitions[step.DetailCase];
            CaseStep.RequireStage(before.Stage, before.StageSince, day, from);
            var policy = AdmissionRules.Version(before.PolicyVersion);
            var run = await PrepareAsync(work, before, step.Clone(), day, scope, policy);
            var after = await apply(run);
            run.Findings.OrThrow();
            await CandidateStore.AddStepAsync(work, before, run.Step, day);
            var stored = await CandidateStore.ReplaceAsync(work, before, after, day);
            var answer = stored.ToProto();
            answer.Findings.AddRange(run.Findings.ToProto());
            return answer;
        }, request.ValidateOnly);
    }

    private async Task<StepContext> PrepareAsync(Work work, CandidateRow before, CandidateStep step, DateOnly day, Scope scope, Shared.Policies.PolicyVersion policy)
    {
        var cell = await OrganizationStore.FindAsync(work, before.OrganizationId, scope) ?? throw Problems.NotFound(before.Name);
        return new StepContext
        {
            Work = work,
            Vault = vault,
            Scope = scope,
            Today = clock.Today(),
            Before = before,
            Step = step,
            Day = day,
            Person = await CandidateStore.PersonAsync(work, before.Id),
            Past = await CandidateStore.StepsAsync(work, before.Id),
            Line = await Ancestry.OfAsync(work, cell.Path),
            Policy = policy,
            Findings = new Findings(policy),
        };
    }
}
