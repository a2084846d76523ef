using DienBien.Membership.V1;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Statistics;

internal sealed partial class StatisticsApi
{
    public override Task<MemberBalance> GetMemberBalance(GetMemberBalanceRequest request, ServerCallContext context)
    {
        var check = new Check();
        var (from, to) = (check.Date(request.From, "from"), check.Date(request.To, "to"));
        check.That(!check.Ok || from <= to, "to", "UNTIL_BEFORE_SINCE");
        check.Name(request.Basis, "basis");
        check.OrThrow();
        return ReadAsync(request.Parent, context, async (session, scope) =>
        {
            var counts = await FigureReader.ReadAsync(session, scope, request.Basis, from, to);
            return Structure.Of(counts[0], counts[1], from, to);
        });
    }
}
