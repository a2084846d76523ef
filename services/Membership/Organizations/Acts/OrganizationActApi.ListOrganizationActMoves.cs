using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations.Acts;

internal sealed partial class OrganizationActApi
{
    private const string SelectMoves = $$"""
        SELECT {{ActMoveRow.Columns}} FROM organization_act_moves v
        WHERE v.act_id = @id AND v.ordinal > @after AND (@kind = '' OR v.kind = @kind)
            AND (v.from_id IN (SELECT o.id FROM organizations o WHERE {scope o.path}) OR v.to_id IN (SELECT n.id FROM organizations n WHERE {scope n.path}))
        ORDER BY v.ordinal {page}
        """;

    public override Task<ListOrganizationActMovesResponse> ListOrganizationActMoves(ListOrganizationActMovesRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ActRow.Collection, request.Parent);
        var check = new Check();
        var kind = check.Name(request.Kind, "kind");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var after = page.Key(0) is { } ordinal ? int.Parse(ordinal, CultureInfo.InvariantCulture) : -1;
        return database.ReadAsync(async session =>
        {
            var scope = context.Access().Scope;
            _ = await ActStore.FindAsync(session, id, scope) ?? throw Problems.NotFound(request.Parent);
            var rows = (await session.QueryAsync<ActMoveRow>(SelectMoves, new { id, after, kind, take = page.Take }, scope)).ToList();
            var next = pages.Next(page, rows, row => [row.Ordinal.ToString(CultureInfo.InvariantCulture)]);
            return new ListOrganizationActMovesResponse { Moves = { rows.Select(row => row.ToProto()) }, NextPageToken = next };
        }, context.CancellationToken);
    }
}
