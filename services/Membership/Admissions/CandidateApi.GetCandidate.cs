using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using Grpc.Core;

namespace DienBien.Platform.Membership.Admissions;

internal sealed partial class CandidateApi
{
    public override Task<Candidate> GetCandidate(GetCandidateRequest request, ServerCallContext context) => database.ReadAsync(async session =>
    {
        var row = await CandidateStore.RequireAsync(session, request.Name, context.Access().Scope);
        return row.ToProto(await CandidateStore.PersonAsync(session, row.Id));
    }, context.CancellationToken);
}
