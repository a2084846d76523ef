using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Kind = DienBien.Membership.V1.OrganizationAct.Types.Kind;
using Role = DienBien.Membership.V1.OrganizationAct.Types.Part.Types.Role;

namespace DienBien.Platform.Membership.Organizations.Acts;

internal sealed partial class OrganizationActApi
{
    public override Task<OrganizationActResult> MergeOrganizations(MergeOrganizationsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var creates = request.NewSuccessor is not null;
        var frame = ActFrame.Read(check, creates ? Kind.Consolidation : Kind.Merger, request.EffectiveOn, request.DocumentNumber, clock.Today());
        check.That(request.Sources.Count > (creates ? 1 : 0), "sources", request.Sources.Count == 0 ? "FIELD_REQUIRED" : "SOURCES_FEW")
            .That(request.Sources.Append(request.Successor).Distinct().Count() == request.Sources.Count + 1, "sources", "ORGANIZATION_REPEATED")
            .That(creates == (request.Successor.Length == 0), "successor", "SUCCESSOR_CHOICE")
            .That(request.MoveLimit >= 0, "move_limit", "PAGE_SIZE_NEGATIVE")
            .OrThrow();
        return RunAsync(context, request, new ActRequest(request.Parent, request.RequestId, request.ValidateOnly, request.MoveLimit), frame, async act =>
        {
            var sources = new List<OrganizationRow>();
            foreach (var name in request.Sources)
            {
                sources.Add(await act.RequireAsync(name, "sources"));
                act.Take(sources[^1], Role.Source);
            }

            RefuseNested(sources, null);
            await MergeAsync(act, sources, await SuccessorAsync(act, request, sources));
            await act.UseConsentsAsync(request.Consents);
        });
    }

    private static async Task<OrganizationRow> SuccessorAsync(ActWriter act, MergeOrganizationsRequest request, List<OrganizationRow> sources)
    {
        if (request.NewSuccessor is null)
        {
            var successor = await act.RequireAsync(request.Successor, "successor", orParent: true);
            act.Take(successor, Role.Successor);
            RefuseNested(sources, successor);
            return successor;
        }

        var under = request.NewSuccessorParent.Length > 0
            ? await act.RequireAsync(request.NewSuccessorParent, "new_successor_parent", orParent: true)
            : await act.ParentOfAsync(sources[0]);
        RefuseNested(sources, under);
        return await act.AddAsync(request.NewSuccessor, under, "new_successor");
    }

    private static async Task MergeAsync(ActWriter act, List<OrganizationRow> sources, OrganizationRow successor)
    {
        var isCell = act.Policy.IsCell(successor.Kind);
        if (sources.Exists(source => act.Policy.IsCell(source.Kind) != isCell))
        {
            throw Problems.Precondition("sources", "KINDS_DIFFER", "R-ORG-13");
        }

        foreach (var source in sources)
        {
            foreach (var child in await act.ChildrenOfAsync(source.Id))
            {
                await act.MoveBelowAsync(child, successor, "sources");
            }
        }

        string[] ids = [.. sources.Select(source => source.Id)];
        await act.MoveMembersAsync(await act.MembersOfAsync(ids), ids, _ => successor);
        await act.MoveLinksAsync(ids, successor, _ => true);
        foreach (var source in sources)
        {
            await act.HandOverCasesAsync(source, successor);
            await act.DissolveAsync(source, "sources");
        }
    }

    /// <summary>Nothing may lie below what is dissolved, neither another source nor the successor.</summary>
    private static void RefuseNested(List<OrganizationRow> sources, OrganizationRow? successor)
    {
        if (sources.Exists(source => sources.Append(successor).OfType<OrganizationRow>().Any(other => other.Id != source.Id && other.Path.StartsWith(source.Path, StringComparison.Ordinal))
            || source.Id == successor?.Id))
        {
            throw Problems.Precondition("sources", "ORGANIZATIONS_NESTED", "R-ORG-13");
        }
    }
}
