using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Fees;

internal sealed partial class FeeApi
{
    private const string SelectProposals = $$"""
        SELECT {{DeletionProposalRow.Columns}} FROM organizations o JOIN deletion_proposals d ON d.organization_id = o.id
        WHERE {scope o.path} AND (d.opened_on < @before OR (d.opened_on = @before AND d.id < @id))
            AND NOT EXISTS (SELECT 1 FROM members m WHERE m.id = d.member_id AND m.merged_into IS NOT NULL)
        ORDER BY d.opened_on DESC, d.id DESC {page}
        """;

    public override async Task<ListDeletionProposalsResponse> ListDeletionProposals(ListDeletionProposalsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var before = page.Key(0) is { } opened ? IsoDate.Parse(opened) : DateOnly.MaxValue;
        var list = await database.ReadAsync(async session =>
        {
            var scope = await Subtree.OfAsync(session, request.Parent, context.Access().Scope);
            return (await session.QueryAsync<DeletionProposalRow>(SelectProposals, new { before, id = page.Key(1) ?? "", take = page.Take }, scope)).ToList();
        }, context.CancellationToken);
        var next = pages.Next(page, list, row => [IsoDate.Of(row.OpenedOn), row.Id]);
        return new ListDeletionProposalsResponse { DeletionProposals = { list.Select(row => row.ToProto()) }, NextPageToken = next };
    }
}
