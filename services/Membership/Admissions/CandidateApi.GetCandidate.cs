using DienBien.Membership.V1;
using DienBien.Platform.Membership.Admissions.Steps;
using DienBien.Platform.Shared.Access;
using Grpc.Core;

namespace DienBien.Platform.Membership.Admissions;

internal sealed partial class CandidateApi
{
    public override Task<Candidate> GetCandidate(GetCandidateRequest request, ServerCallContext context) => database.ReadAsync(async session =>
    {
        var row = await CandidateStore.RequireAsync(session, request.Name, context.Access().Scope);
        var candidate = row.ToProto(await CandidateStore.PersonAsync(session, row.Id));
        candidate.Mentors.AddRange(Mentors.Of(await CandidateStore.StepsAsync(session, row.Id)));
        return candidate;
    }, context.CancellationToken);
}
