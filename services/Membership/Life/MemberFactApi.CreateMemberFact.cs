using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Life;

internal sealed partial class MemberFactApi
{
    public override Task<MemberFact> CreateMemberFact(CreateMemberFactRequest request, ServerCallContext context)
    {
        var input = FactInput.Read(request.MemberFact ?? throw Problems.Invalid("member_fact", "FIELD_REQUIRED"), clock.Today());
        var scope = context.Access().Scope;
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var member = await FactStore.RequireMemberAsync(work, request.Parent, scope);
            Etags.Check(request.Etag, member.Version);
            var facts = await FactStore.OfAsync(work, member.Id);
            input.Fit(member, facts);
            var policy = LifeRules.On(input.Since);
            var electorate = input.VotedOn is { } day ? await FactStore.ElectorateAsync(work, member.OrganizationId, day, input.Fact.Votes.CellAttendingExempt) : 0;
            input.Judge(policy, electorate);
            var row = await FactStore.AddAsync(work, member, input.ToRow(member, policy, work.Now));
            if (LifeRules.Ends(input.Fact.Kind))
            {
                await EndAsync(work, member, row, facts, scope);
            }

            if (input.Fact.Kind == MemberFact.Types.Kind.Deleted)
            {
                await DeadlineBook.OpenAsync(work, new Case(row.Name, member.OrganizationId, member.Id), policy, "complaint", "DELETION_DECISION", input.Since);
            }

            return row.ToProto();
        });
    }

    /// <summary>Ends the membership, and with it what lasted until then.</summary>
    private async Task EndAsync(Shared.Data.Work work, MemberRow member, FactRow end, List<FactRow> facts, Scope scope)
    {
        foreach (var fact in facts.Where(fact => fact.SupersededAt is null && fact.ValidTo > end.ValidFrom))
        {
            await FactStore.EndAsync(work, member, fact, end.ValidFrom);
        }

        await MemberStore.ChangeAsync(work, vault, member, member with { EndedOn = end.ValidFrom }, scope);
    }
}
