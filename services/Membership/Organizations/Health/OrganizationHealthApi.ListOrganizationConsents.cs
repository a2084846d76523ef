using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations.Health;

internal sealed partial class OrganizationHealthApi
{
    private const string SelectConsents = $$"""
        SELECT {{ConsentRow.Columns}} FROM organizations o JOIN organization_consents c ON c.organization_id = o.id
        WHERE {scope o.path} AND (@kind = '' OR c.kind = @kind) AND (c.granted_on < @before OR (c.granted_on = @before AND c.id < @id))
        ORDER BY c.granted_on DESC, c.id DESC {page}
        """;

    public override async Task<ListOrganizationConsentsResponse> ListOrganizationConsents(ListOrganizationConsentsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var kind = check.Name(request.Kind, "kind");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var key = new { kind, before = page.Key(0) is { } day ? IsoDate.Parse(day) : DateOnly.MaxValue, id = page.Key(1) ?? "", take = page.Take };
        var rows = await database.ReadAsync(async session =>
            (await session.QueryAsync<ConsentRow>(SelectConsents, key, await Subtree.OfAsync(session, request.Parent, context.Access().Scope))).ToList(), context.CancellationToken);
        var next = pages.Next(page, rows, row => [IsoDate.Of(row.GrantedOn), row.Id]);
        return new ListOrganizationConsentsResponse { OrganizationConsents = { rows.Select(row => row.ToProto()) }, NextPageToken = next };
    }
}
