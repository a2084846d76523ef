using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations;

internal sealed partial class OrganizationApi
{
    public override async Task<Organization> GetOrganization(GetOrganizationRequest request, ServerCallContext context) =>
        (await database.ReadAsync(session => OrganizationStore.RequireAsync(session, request.Name, context.Access().Scope), context.CancellationToken)).ToProto();
}
