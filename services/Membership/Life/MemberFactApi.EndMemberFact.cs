using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Life;

internal sealed partial class MemberFactApi
{
    public override Task<MemberFact> EndMemberFact(EndMemberFactRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.Date(request.Until, "until");
        check.That(day <= clock.Today(), "until", "DATE_IN_FUTURE").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var (member, fact) = await FactStore.RequireAsync(work, request.Name, context.Access().Scope);
            if (LifeRules.Ends(fact.KindValue) || LifeRules.ComesBack(fact.KindValue))
            {
                throw Problems.Precondition("name", "END_IS_FOR_GOOD");
            }

            if (day <= fact.ValidFrom || day >= fact.ValidTo)
            {
                throw Problems.Precondition("until", day <= fact.ValidFrom ? "END_NOT_AFTER" : "FACT_ENDED");
            }

            return (await FactStore.EndAsync(work, member, fact, day)).ToProto();
        });
    }
}
