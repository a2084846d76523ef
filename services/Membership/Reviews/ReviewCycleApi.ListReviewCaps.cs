using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewCycleApi
{
    public override async Task<ListReviewCapsResponse> ListReviewCaps(ListReviewCapsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var list = await database.SnapshotAsync(async session =>
        {
            var cycle = await CycleStore.RequireWholeAsync(session, request.Parent, context.Access().Scope);
            return await ReviewCaps.ReadAsync(session, cycle, page.Key(0) ?? "", page.Key(1) ?? "", page.Take);
        }, context.CancellationToken);
        var next = pages.Next(page, list, cap => [cap.TaskGroup, EnumNames.Of(cap.SubjectKind)]);
        return new ListReviewCapsResponse { Caps = { list }, NextPageToken = next };
    }
}
