using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations.Committees;

internal sealed partial class CommitteeApi
{
    private const string SelectPage = $$"""
        SELECT {{CommitteeTermRow.Columns}} FROM committee_terms c
        WHERE c.organization_id = @organizationId AND (@kind = '' OR c.kind = @kind) AND (c.starts_on < @before OR (c.starts_on = @before AND c.id < @id))
        ORDER BY c.starts_on DESC, c.id DESC {page}
        """;

    public override Task<ListCommitteeTermsResponse> ListCommitteeTerms(ListCommitteeTermsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var kind = check.Name(request.Kind, "kind");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        return database.SnapshotAsync(async session =>
        {
            var organizationId = (await OrganizationStore.RequireAsync(session, request.Parent, context.Access().Scope)).Id;
            var before = page.Key(0) is { } day ? IsoDate.Parse(day) : DateOnly.MaxValue;
            var rows = (await session.QueryAsync<CommitteeTermRow>(SelectPage, new { organizationId, kind, before, id = page.Key(1) ?? "", take = page.Take })).ToList();
            var next = pages.Next(page, rows, row => [IsoDate.Of(row.StartsOn), row.Id]);
            var offices = await CommitteeStore.OfficesAsync(session, rows.Select(row => row.Id));
            return new ListCommitteeTermsResponse { CommitteeTerms = { rows.Select(row => row.ToProto(offices[row.Id])) }, NextPageToken = next };
        }, context.CancellationToken);
    }
}
