using System.Collections.Frozen;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Transfers.Steps;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Detail = DienBien.Membership.V1.TransferStep.DetailOneofCase;
using Stage = DienBien.Membership.V1.Transfer.Types.Stage;

namespace DienBien.Platform.Membership.Transfers;

internal sealed partial class TransferApi
{
    private static readonly FrozenDictionary<Detail, (Stage[] From, Func<TransferRun, Task<TransferRow>> Apply)> Transitions =
        new Dictionary<Detail, (Stage[], Func<TransferRun, Task<TransferRow>>)>
        {
            [Detail.Introduction] = ([Stage.Opened, Stage.Returned], Sending.IntroduceAsync),
            [Detail.Cancellation] = ([Stage.Opened, Stage.Introduced, Stage.Returned], Sending.CancelAsync),
            [Detail.Acceptance] = ([Stage.Introduced], Receiving.AcceptAsync),
            [Detail.Refusal] = ([Stage.Introduced], Receiving.RefuseAsync),
            [Detail.Extension] = ([Stage.Accepted], Temporary.ExtendAsync),
            [Detail.Homecoming] = ([Stage.Accepted], Temporary.ComeHomeAsync),
        }.ToFrozenDictionary();

    public override Task<Transfer> CreateTransferStep(CreateTransferStepRequest request, ServerCallContext context)
    {
        var step = request.Step ?? throw Problems.Invalid("step", "FIELD_REQUIRED");
        var day = CaseStep.Day(step.Date, step.DetailCase != Detail.None, clock.Today());
        var scope = context.Access().Scope;
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await TransferStore.RequireAsync(work, request.Parent, scope);
            Etags.Check(request.Etag, before.Version);
            var (from, apply) = Transitions[step.DetailCase];
            CaseStep.RequireStage(before.Stage, before.StageSince, day, from);
            var policy = TransferRules.Version(before.PolicyVersion);
            if (step.DetailCase is Detail.Introduction or Detail.Acceptance)
            {
                await RefuseHeldAsync(work, before.MemberId, policy, "step.detail");
            }

            var run = new TransferRun { Work = work, Vault = vault, Scope = scope, Before = before, Step = step, Day = day, Policy = policy, Findings = new Findings(policy) };
            var after = await apply(run);
            run.Findings.OrThrow();
            return (await TransferStore.ReplaceAsync(work, before, after, step, day)).ToProto();
        });
    }
}
