using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using Grpc.Core;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewApi
{
    public override Task<Review> GetReview(GetReviewRequest request, ServerCallContext context) => database.SnapshotAsync(async session =>
    {
        var scope = context.Access().Scope;
        var row = await ReviewStore.RequireAsync(session, request.Name, scope);
        var cycle = await CycleStore.RequireAsync(session, ReviewNames.Cycle(row.CycleId), scope);
        return row.ToProto(await ReviewStore.TextsAsync(session, row.Id), cycle.Policy);
    }, context.CancellationToken);
}
