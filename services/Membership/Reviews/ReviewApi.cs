using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using Google.Protobuf;
using Grpc.Core;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>The reviews within a cycle; one file an RPC.</summary>
internal sealed partial class ReviewApi(Database database, Commands commands, PageTokens pages, TimeProvider clock) : ReviewService.ReviewServiceBase
{
    /// <summary>Changes a review in the one state of the cycle in which that is done, for whoever holds the whole cycle.</summary>
    private Task<Review> ChangeAsync(ServerCallContext context, IMessage request, string requestId, string name, string etag, State state, Func<Session, CycleRow, ReviewRow, Task<ReviewRow>> change, Func<TextRow, TextRow> write) =>
        commands.RunAsync(context, request, requestId, async work =>
        {
            var scope = context.Access().Scope;
            // The cycle first: every writer of a review takes it, so that the version read behind it is the latest.
            var cycle = await CycleStore.TakeAsync(work, ReviewNames.Cycle(ReviewNames.RequireReview(name).CycleId), scope);
            var before = await ReviewStore.RequireAsync(work, name, scope);
            Etags.Check(etag, before.Version);
            await CycleStore.HoldAsync(work, cycle, state);
            return await ReviewStore.ReplaceAsync(work, before, await change(work, cycle, before), write, cycle.Policy);
        });
}
