using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations.Health;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations.Committees;

internal sealed partial class CommitteeApi
{
    public override Task<CommitteeTerm> EndCommitteeOffices(EndCommitteeOfficesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var (reason, day) = (check.Name(request.Reason, "reason", required: true), check.Date(request.EndsOn, "ends_on"));
        var document = check.Text(request.DocumentNumber, "document_number", 63);
        var ids = request.Members.Select(name => ResourceName.IdOf(ResourceName.Members, name)).ToHashSet();
        check.That(request.Members.Count > 0, "members", "FIELD_REQUIRED").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var scope = context.Access().Scope;
            var term = await CommitteeStore.HoldAsync(work, request.Name, scope);
            Etags.Check(request.Etag, term.Version);
            var offices = (await CommitteeStore.OfficesAsync(work, [term.Id]))[term.Id].ToList();
            var ending = offices.FindAll(row => ids.Contains(row.MemberId) && row.Since < day && (row.Until is null || row.Until > day));
            if (ending.Select(row => row.MemberId).Distinct().Count() < ids.Count)
            {
                throw Problems.Invalid("members", "OFFICE_NOT_HELD");
            }

            var policy = HealthPolicy.Pinned(term.PolicyVersion);
            // Only a seat that ends by itself may end ahead of today.
            if (policy.SeatEnd(reason, day) is null && day > clock.Today())
            {
                throw Problems.Precondition("ends_on", "DATE_IN_FUTURE", "R-ORG-10");
            }

            var elected = offices.Where(row => row.Basis == "ELECTED" && (row.Until is null || row.Until >= day) && row.Since < day).Select(row => row.MemberId).Distinct().Count();
            var moved = ending.Where(row => row.Basis == "ELECTED").Select(row => row.MemberId).Distinct().Count();
            if (reason == "TRANSFER" && policy.Moved(elected, moved, merger: false) is { } finding && !await ConsentedAsync(work, request.Consent, term, day, scope))
            {
                Judge(finding, "consent");
            }

            return await CommitteeStore.ReviseAsync(work, term, ending, ending.Select(row => row with { Until = day, EndReason = reason, EndDocument = document }));
        });
    }

    private static async Task<bool> ConsentedAsync(Session session, string name, CommitteeTermRow term, DateOnly day, Scope scope) =>
        await ConsentRow.FindAsync(session, name, scope) is { Kind: "MASS_MOVE" } consent && consent.OrganizationId == term.OrganizationId && consent.GrantedOn <= day;
}
