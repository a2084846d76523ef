using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Grpc.Core;
using Kind = DienBien.Membership.V1.MemberMerge.Types.Part.Types.Kind;
using Memberships = DienBien.Membership.V1.MergeMembersRequest.Types.Memberships;

namespace DienBien.Platform.Membership.Duplicates;

internal sealed partial class DuplicateApi
{
    public override async Task<MemberMerge> MergeMembers(MergeMembersRequest request, ServerCallContext context)
    {
        var check = new Check();
        var statement = check.Text(request.Statement, "statement", MaxStatement);
        var take = MergedFields.Read(check, request.Take);
        check.Name(request.Memberships, "memberships");
        check.OrThrow();
        // So that the pair's case, which the merge closes, is there.
        await book.CatchUpAsync(context.CancellationToken);
        return await commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var scope = context.Access().Scope;
            var kept = await RequireAsync(work, request.Name, request.Etag, "name", scope);
            var other = await RequireAsync(work, request.Other, request.OtherEtag, "other", scope);
            if (kept.Id == other.Id)
            {
                throw Problems.Invalid("other", "MEMBER_ITSELF");
            }

            return await MergeAsync(work, kept, other, new Choice(take, request.Memberships != Memberships.OfTheKept, statement), scope);
        }, request.ValidateOnly);
    }

    private async Task<MemberMerge> MergeAsync(Work work, MemberRow kept, MemberRow other, Choice choice, Scope scope)
    {
        var known = await MembershipRow.OfMembersAsync(work, [kept.Id, other.Id]);
        var before = new MergeState { Kept = kept, KeptTerms = [.. known[kept.Id]], MergedTerms = [.. known[other.Id]] };
        var terms = choice.Joined ? MergedTerms.Of(before.KeptTerms, before.MergedTerms) : before.KeptTerms;
        await MergeConflicts.RefuseAsync(work, kept, other, terms);

        var moved = await new MergeMover(work, clock, other.Id, kept.Id).MoveAllAsync();
        var (takesCard, cards) = await MergeCards.MergeAsync(work, kept.Id, other.Id, choice.Take.Contains("card_number"));
        var (own, others, cases) = await MergeCases.MergeAsync(work, kept.Id, other.Id);
        var writer = new MemberWriter(work, vault, new CardHolders(), scope);
        var after = writer.Restate(kept, MergedFields.Of(kept, other, choice.Take, takesCard, choice.Joined), terms);
        var merged = writer.Restate(other, other with { MergedInto = kept.Id }, []);
        await writer.FlushAsync();

        var id = Ids.New();
        await MergeStore.AddAsync(work, new MergeRow { Id = id, KeptId = kept.Id, MergedId = other.Id, KeptVersion = after.Version, Statement = choice.Statement, RecordedAt = work.Now }, before,
            [.. moved.Where(item => !item.Part.Stays).Select(item => item.Row), .. cards, .. cases]);
        var answer = new MemberMerge
        {
            Member = ResourceName.Member(kept.Id),
            MergedMember = ResourceName.Member(other.Id),
            Fields = { MergedFields.Differences(kept, other, after) },
            Terms = { terms.Select(term => term.ToProto()) },
            Parts =
            {
                moved.Select(item => item.Part),
                cards.Select(card => new MemberMerge.Types.Part { Kind = Kind.Card, Label = card.Kind, Stays = card.Kind != MergeCards.Moved }),
                others.Select(entry => new MemberMerge.Types.Part { Kind = Kind.DuplicateCase, Resource = entry.Case.Name, Label = entry.Case.Reason, Stays = MergeCases.IsClosed(entry.Part) }),
            },
            DuplicateCase = own ?? "",
            Etag = Etags.Of(after.Version),
            MergedEtag = Etags.Of(merged.Version),
        };
        work.Audit(answer.MergedMember, kept.OrganizationId, [.. answer.ToByteArray(), .. System.Text.Encoding.UTF8.GetBytes(choice.Statement)]);
        return answer;
    }

    /// <summary>A record that is to be merged. Whoever comes second learns it by the etag.</summary>
    private static async Task<MemberRow> RequireAsync(Session session, string name, string etag, string field, Scope scope)
    {
        var row = await MemberStore.RequireMergedTooAsync(session, name, scope);
        Etags.Check(etag, row.Version);
        return row.MergedInto is null ? row : throw Problems.Precondition(field, "MEMBER_MERGED");
    }

    /// <summary>What a merge is to do.</summary>
    /// <param name="Take">The fields whose value comes from the other record.</param>
    /// <param name="Joined">Whether the memberships of both hold.</param>
    /// <param name="Statement">By what it is known that they are one person.</param>
    private sealed record Choice(IReadOnlySet<string> Take, bool Joined, string Statement);
}
