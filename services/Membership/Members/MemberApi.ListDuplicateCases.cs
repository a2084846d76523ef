using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Duplicates;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Members;

internal sealed partial class MemberApi
{
    private const string SelectDuplicates = $$"""
        SELECT {{DuplicateRow.Columns}} FROM organizations o JOIN duplicate_cases d ON d.organization_id = o.id
        WHERE {scope o.path} AND {{DuplicateStore.BothInScope}} AND (@state = '' OR d.state = @state)
            AND (d.create_time > @time OR (d.create_time = @time AND d.id > @id))
        ORDER BY d.create_time, d.id {page}
        """;

    public override async Task<ListDuplicateCasesResponse> ListDuplicateCases(ListDuplicateCasesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var state = check.Name(request.State, "state");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        await duplicates.CatchUpAsync(context.CancellationToken);
        var list = await database.ReadAsync(async session =>
        {
            var scope = await Subtree.OfAsync(session, request.Parent, context.Access().Scope);
            var time = page.Key(0) is { } ticks ? new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc) : DateTime.UnixEpoch;
            return (await session.QueryAsync<DuplicateRow>(SelectDuplicates, new { state, time, id = page.Key(1) ?? "", take = page.Take }, scope)).ToList();
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [row.CreateTime.Ticks.ToString(CultureInfo.InvariantCulture), row.Id]);
        return new ListDuplicateCasesResponse { DuplicateCases = { list.Select(row => row.ToProto()) }, NextPageToken = next };
    }
}
