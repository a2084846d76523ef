using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Sign = DienBien.Membership.V1.ReviewSign.Types.Kind;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewApi
{
    private const string SelectPage = $$"""
        SELECT {{ReviewRow.Columns}} FROM reviews r JOIN organizations o ON o.id = r.organization_id
        WHERE r.cycle_id = @cycle AND {scope o.path} AND r.id > @id AND (@kind = '' OR r.subject_kind = @kind)
            AND (@state = '' OR r.state = @state) AND (@level = '' OR r.level = @level)
        """;

    private const string OfUnit = " AND r.unit_id = @unit";

    private const string Order = " ORDER BY r.id {page}";

    public override async Task<ListReviewsResponse> ListReviews(ListReviewsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        var kind = check.Name(request.SubjectKind, "subject_kind");
        var state = check.Name(request.State, "state");
        var level = check.Name(request.Level, "level");
        check.Name(request.Sign, "sign");
        check.That(request.Sign == Sign.Unspecified || request.Unit.Length > 0, "unit", "FIELD_REQUIRED").OrThrow();
        var list = await database.SnapshotAsync(async session =>
        {
            var scope = context.Access().Scope;
            var cycle = await CycleStore.RequireAsync(session, request.Parent, scope);
            var unit = request.Unit.Length == 0 ? "" : (await OrganizationStore.RequireAsync(session, request.Unit, scope)).Id;
            var sql = SelectPage + (unit.Length == 0 ? "" : OfUnit) + ReviewSigns.Predicate(request.Sign) + Order;
            var parameters = new { cycle = cycle.Id, id = page.Key(0) ?? "", kind, state, level, unit, gap = cycle.Policy.SignGap, same = cycle.Policy.Version.Number("signSame"), take = page.Take };
            return (await session.QueryAsync<ReviewRow>(sql, parameters, scope)).ToList();
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [row.Id]);
        return new ListReviewsResponse { Reviews = { list.Select(row => row.ToProto()) }, NextPageToken = next };
    }
}
