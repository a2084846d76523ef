using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations.Acts;

internal sealed partial class OrganizationActApi
{
    private const string SelectPage = $$"""
        SELECT {{ActRow.Columns}} FROM organization_acts a
        WHERE {{ActStore.InScope}} AND (@kind = '' OR a.kind = @kind) AND (a.effective_on < @before OR (a.effective_on = @before AND a.id < @id))
        ORDER BY a.effective_on DESC, a.id DESC {page}
        """;

    public override Task<ListOrganizationActsResponse> ListOrganizationActs(ListOrganizationActsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var kind = check.Name(request.Kind, "kind");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var key = new { kind, before = page.Key(0) is { } day ? IsoDate.Parse(day) : DateOnly.MaxValue, id = page.Key(1) ?? "", take = page.Take };
        return database.SnapshotAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            var rows = (await session.QueryAsync<ActRow>(SelectPage, key, scope)).ToList();
            var next = pages.Next(page, rows, row => [IsoDate.Of(row.EffectiveOn), row.Id]);
            return new ListOrganizationActsResponse { OrganizationActs = { await ActStore.FillAsync(session, rows, scope) }, NextPageToken = next };
        }, context.CancellationToken);
    }
}
