using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using Grpc.Core;

namespace DienBien.Platform.Membership.Members;

internal sealed partial class MemberApi
{
    public override async Task<Member> GetMember(GetMemberRequest request, ServerCallContext context)
    {
        var row = await database.ReadAsync(session => MemberStore.RequireAsync(session, request.Name, context.Access().Scope), context.CancellationToken);
        return row.ToProto(clock.Today());
    }
}
