using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations;

internal sealed partial class OrganizationApi
{
    public override async Task<Organization> CreateOrganization(CreateOrganizationRequest request, ServerCallContext context)
    {
        var check = new Check();
        check.That(request.Parent.Length > 0, "parent", "FIELD_REQUIRED").That(request.Organization is not null, "organization", "FIELD_REQUIRED").OrThrow();
        var input = request.Organization!;
        var row = new OrganizationInput(check, input).Over(new OrganizationRow
        {
            Code = check.Code(input.Code, "organization.code"),
            Kind = check.Name(input.Kind, "organization.kind", required: true),
        });
        OrganizationInput.Check(check, row);
        var created = await commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var parent = await OrganizationStore.RequireAsync(work, request.Parent, context.Access().Scope);
            if (await OrganizationStore.IsTakenAsync(work, row.Code))
            {
                throw Problems.AlreadyExists("organization.code", "CODE_TAKEN");
            }

            if (OrganizationRules.RefusalOf(row, parent, TreePolicy.On(clock.Today())) is { } refusal)
            {
                throw Problems.Precondition(refusal.Field, refusal.Reason, refusal.Rule);
            }

            return (await OrganizationWriter.AddAsync(work, row with { Id = Ids.New(), ParentId = parent.Id }, parent)).ToProto();
        }, request.ValidateOnly);
        if (request.ValidateOnly)
        {
            // What was not stored has neither a name nor a version.
            (created.Name, created.Etag, created.CreateTime, created.UpdateTime) = ("", "", null, null);
        }

        await OrganizationInput.WarnAsync(context, row);
        return created;
    }
}
