using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Transfers;

internal sealed partial class TransferApi
{
    // Each side by its own index; a transfer within the sub-tree is found twice and listed once.
    private const string SelectPage = $$"""
        SELECT {{TransferRow.Columns}} FROM (
            SELECT x.id FROM organizations o JOIN transfers x ON x.from_id = o.id WHERE {scope o.path}
            UNION SELECT x.id FROM organizations o JOIN transfers x ON x.to_id = o.id WHERE {scope o.path}) s JOIN transfers t ON t.id = s.id
        WHERE (@stage = '' OR t.stage = @stage) AND (@missing IS NULL OR (t.stage = 'INTRODUCED' AND t.introduced_on <= @missing))
            AND (t.create_time < @time OR (t.create_time = @time AND t.id < @id))
        ORDER BY t.create_time DESC, t.id DESC {page}
        """;

    private static readonly DateTime Latest = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    public override async Task<ListTransfersResponse> ListTransfers(ListTransfersRequest request, ServerCallContext context)
    {
        var check = new Check();
        var stage = check.Name(request.Stage, "stage");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var parameters = new
        {
            stage,
            missing = request.MissingFile ? TransferRules.MissingBefore(clock.Today()) : (DateOnly?)null,
            time = page.Key(0) is { } ticks ? new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc) : Latest,
            id = page.Key(1) ?? "",
            take = page.Take,
        };
        var list = await database.ReadAsync(async session =>
        {
            var scope = context.Access().Scope;
            scope = request.Parent.Length == 0 ? scope : await Subtree.OfAsync(session, request.Parent, scope);
            return (await session.QueryAsync<TransferRow>(SelectPage, parameters, scope)).ToList();
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [row.CreateTime.Ticks.ToString(CultureInfo.InvariantCulture), row.Id]);
        return new ListTransfersResponse { Transfers = { list.Select(row => row.ToProto()) }, NextPageToken = next };
    }
}
