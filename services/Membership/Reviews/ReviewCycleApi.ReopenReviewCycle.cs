using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewCycleApi
{
    public override Task<ReviewCycle> ReopenReviewCycle(ReopenReviewCycleRequest request, ServerCallContext context)
    {
        var check = new Check();
        var reason = check.Text(request.Reason, "reason", 1_000);
        var state = request.State == State.Unspecified ? State.Decision : request.State;
        check.That(state is State.SelfReview or State.Verification or State.Decision, "state", "VALUE_UNKNOWN").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await CycleStore.TakeAsync(work, request.Name, context.Access().Scope);
            Etags.Check(request.Etag, before.Version);
            if (before.Stands != State.Locked)
            {
                throw Problems.Precondition("name", "REVIEW_CYCLE_NOT_LOCKED", "R-REV-7");
            }

            await ReviewDeadlines.ReopenedAsync(work, before, clock.Today());
            return await CycleStore.ReplaceAsync(work, before, before with { State = EnumNames.Of(state), LockedOn = null, ReportSentOn = null }, reason);
        });
    }
}
