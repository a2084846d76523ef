using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Kind = DienBien.Membership.V1.OrganizationAct.Types.Kind;
using Role = DienBien.Membership.V1.OrganizationAct.Types.Part.Types.Role;

namespace DienBien.Platform.Membership.Organizations.Acts;

internal sealed partial class OrganizationActApi
{
    public override Task<OrganizationActResult> MoveOrganization(MoveOrganizationRequest request, ServerCallContext context)
    {
        var check = new Check();
        var frame = ActFrame.Read(check, Kind.Move, request.EffectiveOn, request.DocumentNumber, clock.Today());
        check.OrThrow();
        return RunAsync(context, request, new ActRequest(request.Parent, request.RequestId, request.ValidateOnly), frame, async act =>
        {
            var row = await act.RequireAsync(request.Organization, "organization");
            var before = await act.ParentOfAsync(row);
            var after = await act.RequireAsync(request.NewParent, "new_parent", orParent: true);
            if (before.Id == after.Id)
            {
                throw Problems.Precondition("new_parent", "PARENT_UNCHANGED");
            }

            if (after.Path.StartsWith(row.Path, StringComparison.Ordinal))
            {
                throw Problems.Precondition("new_parent", "ORGANIZATIONS_NESTED", "R-ORG-13");
            }

            act.Take(row, Role.Changed);
            act.Take(before, Role.FormerParent);
            act.Take(after, Role.NewParent);
            await act.MoveBelowAsync(row, after, "organization");
        });
    }
}
