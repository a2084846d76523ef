using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewCycleApi
{
    private const string CountUndecided = "SELECT COUNT(*) FROM reviews r WHERE r.cycle_id = @id AND r.level IS NULL";

    public override Task<ReviewCycle> AdvanceReviewCycle(AdvanceReviewCycleRequest request, ServerCallContext context) =>
        commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await CycleStore.TakeAsync(work, request.Name, context.Access().Scope);
            Etags.Check(request.Etag, before.Version);
            if (before.Stands == State.Locked)
            {
                throw Problems.Precondition("name", "REVIEW_CYCLE_LOCKED", "R-REV-7");
            }

            var after = before with { State = EnumNames.Of(before.Stands + 1) };
            return after.Stands == State.Locked ? await LockAsync(work, before, after) : await CycleStore.ReplaceAsync(work, before, after);
        });

    private async Task<ReviewCycle> LockAsync(Work work, CycleRow before, CycleRow after)
    {
        var undecided = await work.SingleAsync<long>(CountUndecided, new { id = before.Id });
        if (undecided > 0 && before.Policy.Version.Flag("allDecided"))
        {
            throw Problems.Precondition("name", "REVIEWS_UNDECIDED", "R-REV-6", new Dictionary<string, string> { ["count"] = undecided.ToString(CultureInfo.InvariantCulture) });
        }

        var caps = await ReviewCaps.AllAsync(work, before);
        if (caps.FirstOrDefault(cap => cap.Exceeded && cap.Blocks) is { } over)
        {
            throw Problems.Precondition("name", "REVIEW_CAP_EXCEEDED", "R-REV-5", ReviewCaps.Figures(over));
        }

        var today = clock.Today();
        await ReviewDeadlines.LockedAsync(work, before, today);
        return await CycleStore.ReplaceAsync(work, before, after with { LockedOn = today }, caps: caps);
    }
}
