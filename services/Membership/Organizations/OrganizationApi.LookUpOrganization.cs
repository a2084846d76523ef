using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations;

internal sealed partial class OrganizationApi
{
    private const string SelectByCode = $"SELECT {OrganizationRow.Columns} FROM organizations o WHERE o.code = @code AND {{scope o.path}}";

    public override async Task<Organization> LookUpOrganization(LookUpOrganizationRequest request, ServerCallContext context)
    {
        if (request.Code.Length == 0)
        {
            throw Problems.Invalid("code", "FIELD_REQUIRED");
        }

        var row = await database.ReadAsync(session => session.FindAsync<OrganizationRow>(SelectByCode, new { code = request.Code }, context.Access().Scope), context.CancellationToken);
        return row?.ToProto() ?? throw Problems.NotFound($"organizations:byCode?code={request.Code}");
    }
}
