using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewCycleApi
{
    private const string SelectCycles = $$"""
        SELECT {{CycleRow.Columns}} FROM organizations o JOIN review_cycles c ON c.organization_id = o.id
        WHERE {scope o.path} AND (@only = 0 OR c.year = @only) AND (c.year < @year OR (c.year = @year AND c.id > @id))
        ORDER BY c.year DESC, c.id {page}
        """;

    public override async Task<ListReviewCyclesResponse> ListReviewCycles(ListReviewCyclesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var year = page.Key(0) is { } last ? int.Parse(last, CultureInfo.InvariantCulture) : int.MaxValue;
        var list = await database.ReadAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            return (await session.QueryAsync<CycleRow>(SelectCycles, new { only = request.Year, year, id = page.Key(1) ?? "", take = page.Take }, CycleStore.Around(scope))).ToList();
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [row.Year.ToString(CultureInfo.InvariantCulture), row.Id]);
        return new ListReviewCyclesResponse { ReviewCycles = { list.Select(row => row.ToProto()) }, NextPageToken = next };
    }
}
