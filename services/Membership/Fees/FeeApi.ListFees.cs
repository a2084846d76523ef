using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Fees;

internal sealed partial class FeeApi
{
    public override async Task<ListFeesResponse> ListFees(ListFeesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var today = clock.Today();
        var month = check.OptionalMonth(request.Month, "month") ?? FeeMonths.Holding(today);
        check.That(!check.Ok || month >= FeePolicy.FirstMonth, "month", "MONTH_NOT_COVERED", "R-FEE-1");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var (sheets, next) = await database.SnapshotAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            var list = (await FeeBook.PayersAsync(session, scope, month, page.Key(0) ?? "", page.Key(1) ?? "", page.Take)).ToList();
            var token = pages.Next(page, list, row => [row.Path, row.MemberId]);
            return (await FeeBook.SheetsAsync(session, list, month, today), token);
        }, context.CancellationToken);
        var fees = sheets.Select(sheet => sheet.ToProto(month)).Where(fee => fee.InArrears || !request.InArrears);
        return new ListFeesResponse { Fees = { fees }, NextPageToken = next };
    }
}
