using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Members;
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
            var member = await MemberStore.RequireAsync(work, request.Parent, scope);
            Etags.Check(request.Etag, member.Version);
            if (LifeRules.ComesBack(input.Fact.Kind))
            {
                return (await Comebacks.CreateAsync(work, vault, member, input, scope)).ToProto();
            }

            var facts = await FactStore.OfAsync(work, member.Id);
            input.Fit(member, facts);
            var policy = LifeRules.On(input.Since);
            var electorate = input.VotedOn is { } day ? await FactStore.ElectorateAsync(work, member.OrganizationId, day, input.Fact.Votes.CellAttendingExempt) : 0;
            input.Judge(policy, electorate);
            var row = await FactStore.AddAsync(work, member, input.ToRow(member, policy, work.Now));
            if (LifeRules.Ends(input.Fact.Kind))
            {
                await FactStore.EndMembershipAsync(work, vault, member, row, facts, scope);
            }

            if (input.Fact.Kind == MemberFact.Types.Kind.Deleted)
            {
                await DeadlineBook.OpenTimeAsync(work, new Case(row.Name, member.OrganizationId, member.Id), policy, "complaint", "DELETION_DECISION", input.Since);
            }

            return row.ToProto();
        });
    }
}
