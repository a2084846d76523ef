using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using Grpc.Core;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewCycleApi
{
    public override Task<ReviewCycle> GetReviewCycle(GetReviewCycleRequest request, ServerCallContext context) => database.SnapshotAsync(
        async session => await CycleStore.ReadAsync(session, await CycleStore.RequireAsync(session, request.Name, context.Access().Scope)), context.CancellationToken);
}
