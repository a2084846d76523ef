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
        var list = await database.ReadAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            return (await session.QueryAsync<OrganizationRow>(SelectPage, new
            {
                // The parent itself is no part of its list.
                after = page.Key(0) ?? (request.Parent.Length == 0 ? "" : scope.Ranges[0].From),
                day,
                parentId = request.Depth == ListOrganizationsRequest.Types.Depth.Children ? ResourceName.OrganizationOf(request.Parent) ?? "" : "",
                kind = request.Kind == default ? "" : EnumNames.Of(request.Kind),
                sector = request.Sector == default ? "" : EnumNames.Of(request.Sector),
                query = request.Query.Length == 0 ? "" : $"%{Vietnamese.Fold(request.Query)}%",
                take = page.Take,
            }, scope)).ToList();
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [row.Path]);
        return new ListOrganizationsResponse { Organizations = { list.Select(row => row.ToProto()) }, NextPageToken = next };
    }
}
