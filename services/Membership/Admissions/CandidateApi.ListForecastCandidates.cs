using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Admissions;

internal sealed partial class CandidateApi
{
    public override async Task<ListForecastCandidatesResponse> ListForecastCandidates(ListForecastCandidatesRequest request, ServerCallContext context)
    {
        var (check, today) = (new Check(), clock.Today());
        var (year, asOf) = Pipeline.Read(check, request.Year, today);
        check.Name(request.Stage, "stage");
        check.Name(request.Prospect, "prospect");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        return await database.ReadAsync(async session =>
        {
            var scope = await Subtree.OfAsync(session, request.Parent, context.Access().Scope);
            var found = (await Pipeline.OfAsync(session, scope, asOf, today)).Where(candidate => Pipeline.Matches(request, year, candidate.Row, candidate.Prospect));
            var paths = await OrganizationStore.PathsAsync(session, found.Select(candidate => candidate.Row.OrganizationId).ToHashSet(StringComparer.Ordinal));
            string[] KeyOf((CandidateRow Row, Prospect Prospect) candidate) => [paths[candidate.Row.OrganizationId], candidate.Row.Id];
            var list = page.Of(found, KeyOf);
            var next = pages.Next(page, list, KeyOf);
            return new ListForecastCandidatesResponse { Entries = { list.Select(candidate => Pipeline.ToProto(candidate.Row, candidate.Prospect)) }, NextPageToken = next };
        }, context.CancellationToken);
    }
}
