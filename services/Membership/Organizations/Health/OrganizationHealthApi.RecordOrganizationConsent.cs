using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations.Health;

internal sealed partial class OrganizationHealthApi
{
    public override Task<OrganizationConsent> RecordOrganizationConsent(RecordOrganizationConsentRequest request, ServerCallContext context)
    {
        var check = new Check();
        check.That(request.OrganizationConsent is not null, "organization_consent", "FIELD_REQUIRED").OrThrow();
        var input = request.OrganizationConsent!;
        var row = new ConsentRow
        {
            Kind = check.Name(input.Kind, "organization_consent.kind", required: true),
            GrantedById = ResourceName.IdOf(ResourceName.Organizations, input.GrantedBy),
            GrantedOn = check.Date(input.GrantedOn, "organization_consent.granted_on"),
            DocumentNumber = check.Text(input.DocumentNumber, "organization_consent.document_number", 63),
            ScopeNote = check.Text(input.ScopeNote, "organization_consent.scope_note", 255, required: false),
        };
        check.That(input.GrantedBy.Length == 0 || row.GrantedById is not null, "organization_consent.granted_by", "ORGANIZATION_UNKNOWN")
            .That(row.GrantedOn <= clock.Today(), "organization_consent.granted_on", "DATE_IN_FUTURE").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var organization = await OrganizationStore.RequireAsync(work, request.Parent, context.Access().Scope);
            var above = await Ancestry.OfAsync(work, organization.Path);
            // Whose consent it takes is the superior's, or for a mass move that of the level above him.
            var levels = row.Kind == "MASS_MOVE" ? 2 : 1;
            var superiors = above.Take(Math.Max(0, above.Count - levels)).Select(superior => superior.Id).ToList();
            if (row.GrantedById is null ? superiors.Count > 0 : !superiors.Contains(row.GrantedById))
            {
                throw Problems.Precondition("organization_consent.granted_by", "SUPERIOR_EXPECTED", row.Kind == "MASS_MOVE" ? "R-ORG-9" : "R-ORG-3");
            }

            var stored = row with { Id = Ids.New(), OrganizationId = organization.Id, RecordedAt = work.Now };
            await work.InsertAsync("organization_consents", stored);
            var answer = stored.ToProto();
            work.Audit(answer.Name, organization.Id, answer.ToByteArray());
            return answer;
        });
    }
}
