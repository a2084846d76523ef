using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
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
    public override Task<CommitteeTerm> AppointCommitteeMember(AppointCommitteeMemberRequest request, ServerCallContext context)
    {
        var check = new Check();
        var office = new OfficeRow
        {
            MemberId = ResourceName.IdOf(ResourceName.Members, request.Member) ?? "",
            Role = check.Name(request.Role, "role", required: true),
            Basis = check.Name(request.Basis, "basis", required: true),
            Since = check.Date(request.Since, "since"),
            DocumentNumber = check.Text(request.DocumentNumber, "document_number", 63),
        };
        check.That(office.MemberId.Length > 0, "member", "COMMITTEE_MEMBER_UNKNOWN").That(office.Since <= clock.Today(), "since", "DATE_IN_FUTURE").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var scope = context.Access().Scope;
            var term = await CommitteeStore.HoldAsync(work, request.Name, scope);
            Etags.Check(request.Etag, term.Version);
            var member = await MemberStore.FindAsync(work, office.MemberId, scope) ?? throw Problems.Invalid("member", "COMMITTEE_MEMBER_UNKNOWN");
            if (office.Since < term.StartsOn || office.Since >= term.EndsOn || office.Since < member.AdmittedOn || office.Since >= member.EndedOn)
            {
                throw Problems.Precondition("since", "OFFICE_OUTSIDE_TERM");
            }

            var offices = (await CommitteeStore.OfficesAsync(work, [term.Id]))[term.Id].ToList();
            var held = offices.FindAll(row => row.MemberId == office.MemberId && (row.Until is null || row.Until > office.Since));
            if (held.Exists(row => row.Since >= office.Since))
            {
                throw Problems.Precondition("since", "OFFICE_NOT_LATER");
            }

            var then = offices.Except(held).Where(row => row.HeldOn(office.Since)).Append(office).ToList();
            await CheckAsync(work, term, then, office);
            return await CommitteeStore.ReviseAsync(work, term, held, [.. held.Select(row => row with { Until = office.Since }), office]);
        });
    }

    /// <summary>Holds the committee against the rules as it would be.</summary>
    private static async Task CheckAsync(Session session, CommitteeTermRow term, List<OfficeRow> offices, OfficeRow office)
    {
        if (term.Kind != "COMMITTEE")
        {
            return;
        }

        var (organization, policy) = (await OrganizationStore.GetAsync(session, term.OrganizationId), HealthPolicy.Pinned(term.PolicyVersion));
        // Whoever is elected first can't be a third of the committee yet: the share is looked at where it is widened.
        if (office.Role == "STANDING_MEMBER")
        {
            Judge(policy.Standing(organization.Kind, term.NewlyFormed, offices.Count(row => row.IsStanding), offices.Count), "role");
        }

        if (office.Basis == "APPOINTED")
        {
            Judge(policy.Extra(organization.Kind, term.SeatsSet, offices.Count(row => row.Basis == "APPOINTED")), "basis");
        }

        var count = (await HeadcountReader.OfAsync(session, [organization], office.Since))[0] with { Committee = offices.Count, PlainMembers = offices.Count(row => row.Role is not ("SECRETARY" or "DEPUTY")) };
        foreach (var finding in policy.Of(count).Where(finding => finding.Reason is "COMMITTEE_TOO_EARLY" or "COMMITTEE_LARGE"))
        {
            Judge(finding, "role");
        }
    }
}
