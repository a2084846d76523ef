using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Duplicates;

internal sealed partial class DuplicateApi
{
    public override Task<UndoMemberMergeResponse> UndoMemberMerge(UndoMemberMergeRequest request, ServerCallContext context)
    {
        var check = new Check();
        var statement = check.Text(request.Statement, "statement", MaxStatement);
        check.OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var scope = context.Access().Scope;
            var merged = await MemberStore.RequireMergedTooAsync(work, request.Name, scope);
            Etags.Check(request.Etag, merged.Version);
            if (merged.MergedInto is not { } keptId)
            {
                throw Problems.Precondition("name", "NOT_MERGED");
            }

            if (!await MemberStore.IsInScopeAsync(work, keptId, scope))
            {
                throw Problems.NotFound(request.Name);
            }

            return await UndoAsync(work, await MemberStore.GetAsync(work, keptId), merged, statement, scope);
        });
    }

    private async Task<UndoMemberMergeResponse> UndoAsync(Work work, MemberRow kept, MemberRow merged, string statement, Scope scope)
    {
        var merge = await MergeStore.StandingAsync(work, merged.Id);
        if (kept.Version != merge.KeptVersion)
        {
            throw MergeMover.Changed("MEMBER");
        }

        var (before, parts) = (MergeStore.StateOf(merge), await MergeStore.PartsAsync(work, merge));
        foreach (var organization in before.MergedTerms.Where(term => term.ValidTo is null).Select(term => term.OrganizationId))
        {
            if (!await OrganizationStore.HoldAsync(work, organization))
            {
                throw Problems.Precondition("name", "ORGANIZATION_DISSOLVED");
            }
        }

        await new MergeMover(work, clock, kept.Id, merged.Id).MoveBackAsync(parts);
        if (!await MergeCards.UndoAsync(work, merge, parts))
        {
            throw MergeMover.Changed("CARD");
        }

        await MergeCases.UndoAsync(work, merge, parts);
        var writer = new MemberWriter(work, vault, new CardHolders(), scope);
        var restored = writer.Restate(kept, MergedFields.Restore(kept, before.Kept), before.KeptTerms);
        var freed = writer.Restate(merged, merged with { MergedInto = null }, before.MergedTerms);
        await writer.FlushAsync();
        await MergeStore.CloseAsync(work, merge, statement);
        await MergeStore.RenumberAsync(work, kept.Id, before.Kept.Version, restored.Version);
        await MergeStore.RenumberAsync(work, merged.Id, merged.Version - 1, freed.Version);
        work.Audit(ResourceName.Member(merged.Id), merged.OrganizationId, System.Text.Encoding.UTF8.GetBytes(statement));
        return new UndoMemberMergeResponse { Member = restored.ToProto(clock.Today()), MergedMember = freed.ToProto(clock.Today()) };
    }
}
