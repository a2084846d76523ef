using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Statistics;

internal sealed partial class StatisticsApi
{
    public override Task<MemberStatistics> GetMemberStatistics(GetMemberStatisticsRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.OptionalDate(request.AsOf, "as_of") ?? clock.Today();
        check.Name(request.Basis, "basis");
        check.OrThrow();
        return ReadAsync(request.Parent, context, async (session, scope) => Structure.Of((await FigureReader.ReadAsync(session, scope, request.Basis, day))[0], day));
    }
}
