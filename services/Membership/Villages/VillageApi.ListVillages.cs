using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Text;
using Grpc.Core;

namespace DienBien.Platform.Membership.Villages;

internal sealed partial class VillageApi
{
    private const string SelectPage = $$"""
        SELECT {{VillageRow.Columns}} FROM villages v JOIN organizations o ON o.id = v.commune_id
        WHERE {scope o.path} AND v.code > @after AND (@kind = '' OR v.kind = @kind) AND (@border = 0 OR v.border = 1) AND (@remote = 0 OR v.remote = 1)
            AND (@query = '' OR v.folded_name LIKE @query)
        ORDER BY v.code {page}
        """;

    public override async Task<ListVillagesResponse> ListVillages(ListVillagesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.OptionalDate(request.AsOf, "as_of") ?? clock.Today();
        check.OrThrow();
        var page = pages.Read(request.PageSize, request.PageToken, request);
        var villages = await database.SnapshotAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            var rows = await session.QueryAsync<VillageRow>(SelectPage, new
            {
                after = page.Key(0) ?? "",
                kind = request.Kind == default ? "" : EnumNames.Of(request.Kind),
                border = request.Border ? 1 : 0,
                remote = request.Remote ? 1 : 0,
                query = request.Query.Length == 0 ? "" : $"%{Vietnamese.Fold(request.Query)}%",
                take = page.Take,
            }, scope);
            return await VillageStore.FillAsync(session, rows);
        }, context.CancellationToken);
        var next = pages.Next(page, villages, village => [village.Row.Code]);
        return new ListVillagesResponse { Villages = { villages.Select(village => Listed(village, day)) }, NextPageToken = next };
    }

    private static Village Listed(VillageState village, DateOnly day)
    {
        var proto = village.ToProto(day);
        proto.HeadHistory.Clear();
        proto.Cells.Clear();
        proto.Cells.AddRange(village.Cells.Where(cell => cell.ValidFrom <= day && (cell.ValidTo is null || cell.ValidTo >= day)).Select(cell => cell.ToProto()));
        return proto;
    }
}
