using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewCycleApi
{
    public override Task<ReviewCycle> SendReviewReport(SendReviewReportRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.Date(request.SentOn, "sent_on");
        check.That(day <= clock.Today(), "sent_on", "DATE_IN_FUTURE").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await CycleStore.TakeAsync(work, request.Name, context.Access().Scope);
            Etags.Check(request.Etag, before.Version);
            if (before.Stands != State.Locked)
            {
                throw Problems.Precondition("name", "REVIEW_CYCLE_NOT_LOCKED", "R-REV-8");
            }

            if (before.ReportSentOn is not null)
            {
                throw Problems.Precondition("name", "REVIEW_REPORT_SENT", "R-REV-8");
            }

            if (day < before.LockedOn)
            {
                throw Problems.Invalid("sent_on", "REVIEW_SENT_BEFORE_LOCK", "R-REV-8");
            }

            await ReviewDeadlines.SentAsync(work, before, day);
            return await CycleStore.ReplaceAsync(work, before, before with { ReportSentOn = day });
        });
    }
}
