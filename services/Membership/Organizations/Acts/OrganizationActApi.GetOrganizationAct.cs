using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations.Acts;

internal sealed partial class OrganizationActApi
{
    public override Task<OrganizationAct> GetOrganizationAct(GetOrganizationActRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ActRow.Collection, request.Name);
        var scope = context.Access().Scope;
        return database.ReadAsync(async session =>
        {
            var act = await ActStore.FindAsync(session, id, scope) ?? throw Problems.NotFound(request.Name);
            return (await ActStore.FillAsync(session, [act], scope)).Single();
        }, context.CancellationToken);
    }
}
