using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Text;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations;

internal sealed partial class OrganizationApi
{
    private const string SelectPage = $$"""
        SELECT {{OrganizationRow.Columns}} FROM organizations o
        WHERE {scope o.path} AND o.path > @after AND o.established_on <= @day AND (o.dissolved_on IS NULL OR o.dissolved_on > @day)
            AND (@parentId = '' OR o.parent_id = @parentId) AND (@kind = '' OR o.kind = @kind) AND (@sector = '' OR o.sector = @sector)
            AND (@query = '' OR o.folded_name LIKE @query)
        ORDER BY o.path {page}
        """;

    public override async Task<ListOrganizationsResponse> ListOrganizations(ListOrganizationsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.OptionalDate(request.AsOf, "as_of") ?? clock.Today();
        check.OrThrow();
        var page = pages.Read(request.PageSize, request.PageToken, request);
        var scope = context.Access().Scope;
        var parent = "";
        if (request.Parent.Length > 0)
        {
            var id = ResourceName.Require(ResourceName.Organizations, request.Parent);
            var row = await database.ReadAsync(session => session.FindAsync<OrganizationRow>(SelectById, new { id }, scope), context.CancellationToken)
                ?? throw Problems.NotFound(request.Parent);
            (scope, parent) = (scope.Within(row.Path), row.Path);
        }

        var rows = await database.ReadAsync(session => session.QueryAsync<OrganizationRow>(SelectPage, new
        {
            after = page.Key(0) ?? parent,
            day,
            parentId = request.Depth == ListOrganizationsRequest.Types.Depth.Children ? ResourceName.OrganizationOf(request.Parent) ?? "" : "",
            kind = request.Kind == default ? "" : EnumNames.Of(request.Kind),
            sector = request.Sector == default ? "" : EnumNames.Of(request.Sector),
            query = request.Query.Length == 0 ? "" : $"%{Vietnamese.Fold(request.Query)}%",
            take = page.Take,
        }, scope), context.CancellationToken);
        var list = rows.ToList();
        var next = pages.Next(page, list, row => [row.Path]);
        return new ListOrganizationsResponse { Organizations = { list.Select(row => row.ToProto()) }, NextPageToken = next };
    }
}
