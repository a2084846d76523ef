using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations;

internal sealed partial class OrganizationApi
{
    public override async Task<Organization> UpdateOrganization(UpdateOrganizationRequest request, ServerCallContext context)
    {
        var input = request.Organization ?? throw Problems.Invalid("organization", "FIELD_REQUIRED");
        var id = ResourceName.Require(ResourceName.Organizations, input.Name);
        var mask = FieldMasks.Read(request.UpdateMask, OrganizationInput.Fields);
        var check = new Check();
        var stated = new OrganizationInput(check, input, mask);
        check.OrThrow();
        OrganizationRow? after = null;
        var answer = await commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await OrganizationStore.FindAsync(work, id, context.Access().Scope) ?? throw Problems.NotFound(input.Name);
            Etags.Check(input.Etag, before.Version);
            after = stated.Over(before);
            if (after == before)
            {
                return before.ToProto();
            }

            OrganizationInput.Check(new Check(), after);
            // Correcting the sector can make a village's cell of one that stands elsewhere.
            if (after.Sector != before.Sector && before.ParentId is not null
                && OrganizationRules.MisplacementOf(after, await OrganizationStore.GetAsync(work, before.ParentId!), TreePolicy.On(clock.Today())) is { } misplacement)
            {
                throw Problems.Precondition("organization.sector", misplacement.Reason, misplacement.Rule);
            }

            return (await OrganizationWriter.ReplaceAsync(work, before, after)).ToProto();
        });
        if (after is not null && mask.Contains("party_code"))
        {
            await OrganizationInput.WarnAsync(context, after);
        }

        return answer;
    }
}
