using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Kind = DienBien.Membership.V1.OrganizationAct.Types.Kind;
using Role = DienBien.Membership.V1.OrganizationAct.Types.Part.Types.Role;

namespace DienBien.Platform.Membership.Organizations.Acts;

internal sealed partial class OrganizationActApi
{
    public override Task<OrganizationActResult> RenameOrganization(RenameOrganizationRequest request, ServerCallContext context)
    {
        var check = new Check();
        var frame = ActFrame.Read(check, Kind.Rename, request.EffectiveOn, request.DocumentNumber, clock.Today());
        var name = check.Text(request.DisplayName, "display_name", 255);
        check.OrThrow();
        return RunAsync(context, request, new ActRequest(request.Parent, request.RequestId, request.ValidateOnly), frame, async act =>
        {
            var row = await act.RequireAsync(request.Organization, "organization", orParent: true);
            if (row.ParentId is null)
            {
                throw Problems.Precondition("organization", "PROVINCE_FIXED");
            }

            if (row.DisplayName == name)
            {
                throw Problems.Precondition("display_name", "NAME_UNCHANGED");
            }

            act.Take(row, Role.Changed);
            await act.RenameAsync(row, name, "organization");
        });
    }
}
