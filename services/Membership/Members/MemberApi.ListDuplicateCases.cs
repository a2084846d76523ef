using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Members;

internal sealed partial class MemberApi
{
    // Whoever sees the organisation sees both members, since it is the lowest above both.
    private const string SelectDuplicates = $$"""
        SELECT {{DuplicateRow.Columns}} FROM duplicate_cases d JOIN organizations o ON o.id = d.organization_id
        WHERE {scope o.path} AND (d.create_time > @time OR (d.create_time = @time AND d.id > @id))
        ORDER BY d.create_time, d.id {page}
        """;

    public override async Task<ListDuplicateCasesResponse> ListDuplicateCases(ListDuplicateCasesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var list = await database.ReadAsync(async session =>
        {
            var scope = await Subtree.OfAsync(session, request.Parent, context.Access().Scope);
            var time = page.Key(0) is { } ticks ? new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc) : DateTime.UnixEpoch;
            return (await session.QueryAsync<DuplicateRow>(SelectDuplicates, new { time, id = page.Key(1) ?? "", take = page.Take }, scope)).ToList();
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [row.CreateTime.Ticks.ToString(CultureInfo.InvariantCulture), row.Id]);
        return new ListDuplicateCasesResponse { DuplicateCases = { list.Select(row => row.ToProto()) }, NextPageToken = next };
    }
}
