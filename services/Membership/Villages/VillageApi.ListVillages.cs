using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Villages;

internal sealed partial class VillageApi
{
    private const string SelectPage = $"""
        SELECT {VillageRow.Columns} FROM villages v
        WHERE (v.commune_id > @commune OR (v.commune_id = @commune AND v.code > @code))
            AND (@kind = '' OR v.kind = @kind) AND (@border = 0 OR v.border = 1) AND (@remote = 0 OR v.remote = 1)
        """;

    private const string ServedByCell = """
        v.id IN (SELECT c.village_id FROM village_cells c WHERE c.organization_id = @cellId AND c.superseded_at IS NULL
            AND c.valid_from <= @day AND (c.valid_to IS NULL OR c.valid_to >= @day))
        """;

    private const string Visible = $"({VillageStore.InScope} OR {VillageStore.ServedFromScope})";

    private const string Order = " ORDER BY v.commune_id, v.code {page}";

    public override async Task<ListVillagesResponse> ListVillages(ListVillagesRequest request, ServerCallContext context)
    {
        var (check, today) = (new Check(), clock.Today());
        var day = check.OptionalDate(request.AsOf, "as_of") ?? today;
        var kind = check.Name(request.Kind, "kind");
        var name = new NameSearch(check, request.Query, "query");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var villages = await database.SnapshotAsync(async session =>
        {
            var scope = context.Access().Scope;
            var parent = request.Parent.Length == 0 ? null : await OrganizationStore.RequireAsync(session, request.Parent, scope);
            var served = parent is not null && TreePolicy.On(today).IsCell(parent.Kind);
            var within = parent is null ? Visible : served ? ServedByCell : VillageStore.InScope;
            var rows = await session.QueryAsync<VillageRow>($"{SelectPage} AND {within} AND {name.Predicate("v.folded_name")}{Order}", name.With(new
            {
                commune = page.Key(0) ?? "",
                code = page.Key(1) ?? "",
                kind,
                border = request.Border ? 1 : 0,
                remote = request.Remote ? 1 : 0,
                cellId = parent?.Id,
                day,
                today,
                take = page.Take,
            }), parent is null ? scope : scope.Within(parent.Path));
            return await VillageStore.FillAsync(session, rows);
        }, context.CancellationToken);
        var next = pages.Next(page, villages, village => [village.Row.CommuneId, village.Row.Code]);
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
