using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using Grpc.Core;

namespace DienBien.Platform.Membership.Admissions;

internal sealed partial class CandidateApi
{
    public override Task<ListCandidateStepsResponse> ListCandidateSteps(ListCandidateStepsRequest request, ServerCallContext context) => database.ReadAsync(async session =>
    {
        var row = await CandidateStore.RequireAsync(session, request.Parent, context.Access().Scope);
        return new ListCandidateStepsResponse { Steps = { await CandidateStore.StepsAsync(session, row.Id) } };
    }, context.CancellationToken);
}
