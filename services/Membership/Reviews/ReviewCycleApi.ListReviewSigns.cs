using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Sign = DienBien.Membership.V1.ReviewSign.Types.Kind;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewCycleApi
{
    public override async Task<ListReviewSignsResponse> ListReviewSigns(ListReviewSignsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var after = page.After is [var unit, var kind, var sign] && EnumNames.TryParse<Sign>(sign, out var last) ? new SignKey(unit, kind, last) : SignKey.First;
        var list = await database.SnapshotAsync(async session =>
        {
            var scope = context.Access().Scope;
            return await ReviewSigns.ReadAsync(session, await CycleStore.RequireAsync(session, request.Parent, scope), scope, after, page.Take);
        }, context.CancellationToken);
        var next = pages.Next(page, list, found => [ResourceName.OrganizationOf(found.Unit)!, EnumNames.Of(found.SubjectKind), EnumNames.Of(found.Kind)]);
        return new ListReviewSignsResponse { Signs = { list }, NextPageToken = next };
    }
}
