using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using Format = DienBien.Membership.V1.ExportMemberStatisticsRequest.Types.Format;

namespace DienBien.Platform.Membership.Statistics;

internal sealed partial class StatisticsApi
{
    private const string SelectTitle = "SELECT o.display_name FROM organizations o WHERE o.id = @id AND {scope o.path}";

    public override async Task<HttpBody> ExportMemberStatistics(ExportMemberStatisticsRequest request, ServerCallContext context)
    {
        var check = new Check();
        check.Name(request.Format, "format");
        check.Name(request.Basis, "basis");
        var to = check.OptionalDate(request.AsOf, "as_of") ?? clock.Today();
        var from = check.OptionalDate(request.From, "from") ?? new DateOnly(to.Year, 1, 1).AddDays(-1);
        check.That(!check.Ok || from <= to, "from", "UNTIL_BEFORE_SINCE").OrThrow();
        var sheet = await ReadAsync(request.Parent, context, async (session, scope) =>
        {
            var counts = await FigureReader.ReadAsync(session, scope, request.Basis, from, to);
            var title = await session.FindAsync<string>(SelectTitle, new { id = ResourceName.OrganizationOf(request.Parent) ?? "" }, context.Access().Scope);
            return new StatisticsSheet(title ?? "", Structure.Of(counts[1], to), Structure.Of(counts[0], counts[1], from, to));
        });
        var csv = request.Format == Format.Csv;
        // So that a browser saves it under a name; over gRPC it is one more header.
        context.GetHttpContext().Response.Headers.ContentDisposition = $"attachment; filename=\"thong-ke-dang-vien-{IsoDate.Of(to)}.{(csv ? "csv" : "xlsx")}\"";
        return new HttpBody { ContentType = csv ? StatisticsSheet.CsvType : StatisticsSheet.XlsxType, Data = ByteString.CopyFrom(csv ? sheet.ToCsv() : sheet.ToXlsx()) };
    }
}
