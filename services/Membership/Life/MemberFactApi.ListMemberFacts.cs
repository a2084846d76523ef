using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Life;

internal sealed partial class MemberFactApi
{
    public override Task<ListMemberFactsResponse> ListMemberFacts(ListMemberFactsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.OptionalDate(request.AsOf, "as_of") ?? clock.Today();
        check.OrThrow();
        return database.ReadAsync(async session =>
        {
            var member = await MemberStore.RequireAsync(session, request.Parent, context.Access().Scope);
            var facts = await FactStore.OfAsync(session, member.Id);
            var complaints = await ComplaintStore.OfMemberAsync(session, member.Id);
            var holding = facts.FindAll(fact => fact.SupersededAt is null);
            return new ListMemberFactsResponse
            {
                MemberFacts = { (request.WithRetracted ? facts : holding).Select(fact => fact.With(complaints[fact.Id])) },
                Standing = LifeRules.StandingOn(holding.Select(fact => (fact.KindValue, fact.ValidFrom, fact.ValidTo)), member.AdmittedOn, member.EndedOn, day),
            };
        }, context.CancellationToken);
    }
}
