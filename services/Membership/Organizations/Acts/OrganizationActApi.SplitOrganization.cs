using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Kind = DienBien.Membership.V1.OrganizationAct.Types.Kind;
using Role = DienBien.Membership.V1.OrganizationAct.Types.Part.Types.Role;

namespace DienBien.Platform.Membership.Organizations.Acts;

internal sealed partial class OrganizationActApi
{
    public override Task<OrganizationActResult> SplitOrganization(SplitOrganizationRequest request, ServerCallContext context)
    {
        var check = new Check();
        var frame = ActFrame.Read(check, Kind.Split, request.EffectiveOn, request.DocumentNumber, clock.Today());
        var assignment = new SplitAssignment(check, request.Parts);
        check.That(request.Parts.Count > (request.SourceContinues ? 0 : 1), "parts", "PARTS_FEW").That(request.MoveLimit >= 0, "move_limit", "PAGE_SIZE_NEGATIVE").OrThrow();
        return RunAsync(context, request, new ActRequest(request.Parent, request.RequestId, request.ValidateOnly, request.MoveLimit), frame, async act =>
        {
            var source = await act.RequireAsync(request.Source, "source");
            act.Take(source, request.SourceContinues ? Role.Changed : Role.Source);
            var under = await act.ParentOfAsync(source);
            var targets = new List<OrganizationRow>();
            for (var i = 0; i < request.Parts.Count; i++)
            {
                targets.Add(await act.AddAsync(request.Parts[i].Organization, under, $"parts[{i}].organization"));
            }

            await SplitAsync(act, source, assignment, targets, request.SourceContinues);
            await act.UseConsentsAsync(request.Consents);
        });
    }

    private static async Task SplitAsync(ActWriter act, OrganizationRow source, SplitAssignment assignment, List<OrganizationRow> targets, bool continues)
    {
        if (targets.Exists(target => act.Policy.IsCell(target.Kind) != act.Policy.IsCell(source.Kind)))
        {
            throw Problems.Precondition("parts", "KINDS_DIFFER", "R-ORG-13");
        }

        var (children, members, villages) = (await act.ChildrenOfAsync(source.Id), await act.MembersOfAsync([source.Id]), await act.VillagesOfAsync(source.Id));
        assignment.RefuseStrangers(children.Select(row => row.Id), members.Select(row => row.Id), villages.Select(row => row.Id));
        if (!continues)
        {
            assignment.RefuseForgotten(children.Count, members.Count, villages.Count);
        }

        foreach (var child in children)
        {
            if (assignment.OfOrganization(child.Id) is { } place)
            {
                await act.MoveBelowAsync(child, targets[place], $"parts[{place}].organizations");
            }
        }

        await act.MoveMembersAsync(members, [source.Id], member => assignment.OfMember(member.Id) is { } place ? targets[place] : null);
        for (var i = 0; i < targets.Count; i++)
        {
            var place = i;
            await act.MoveLinksAsync([source.Id], targets[place], village => assignment.OfVillage(village.Id) == place);
        }

        if (!continues)
        {
            await act.DissolveAsync(source, "source");
        }
    }
}
