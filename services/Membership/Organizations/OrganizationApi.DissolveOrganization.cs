using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations.Committees;
using DienBien.Platform.Membership.Villages;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations;

internal sealed partial class OrganizationApi
{
    public override Task<Organization> DissolveOrganization(DissolveOrganizationRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Organizations, request.Name);
        var check = new Check();
        var day = check.Date(request.DissolvedOn, "dissolved_on");
        check.That(day <= clock.Today(), "dissolved_on", "DATE_IN_FUTURE").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await OrganizationStore.FindAsync(work, id, context.Access().Scope) ?? throw Problems.NotFound(request.Name);
            Etags.Check(request.Etag, before.Version);
            if (before.DissolvedOn == day)
            {
                return before.ToProto();
            }

            if (before.DissolvedOn is not null)
            {
                throw Problems.Precondition("name", "ORGANIZATION_DISSOLVED");
            }

            if (day <= before.EstablishedOn)
            {
                throw Problems.Precondition("dissolved_on", "DISSOLVED_TOO_EARLY");
            }

            await OrganizationStore.HoldAsync(work, id);
            await OrganizationEmptiness.RequireAsync(work, before, day, "name");
            await new VillageWriter(work, clock).EndLinksAsync(id, day);
            await CommitteeStore.EndAllAsync(work, id, day, "DISSOLUTION", "");
            await DissolutionDeadline.OpenAsync(work, before, day);
            return (await OrganizationWriter.ReplaceAsync(work, before, before with { DissolvedOn = day })).ToProto();
        });
    }
}
