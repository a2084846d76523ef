using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations;

internal sealed partial class OrganizationApi
{
    private const string SelectById = $"SELECT {OrganizationRow.Columns} FROM organizations o WHERE o.id = @id AND {{scope o.path}}";

    public override async Task<Organization> GetOrganization(GetOrganizationRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Organizations, request.Name);
        var row = await database.ReadAsync(session => session.FindAsync<OrganizationRow>(SelectById, new { id }, context.Access().Scope), context.CancellationToken);
        return row?.ToProto() ?? throw Problems.NotFound(request.Name);
    }
}
