using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using Grpc.Core;

namespace DienBien.Platform.Membership.Members;

internal sealed partial class MemberApi
{
    public override Task<Member> GetMember(GetMemberRequest request, ServerCallContext context) => database.ReadAsync(async session =>
    {
        var row = await MemberStore.RequireMergedTooAsync(session, request.Name, context.Access().Scope);
        var member = row.ToProto(clock.Today());
        if (row.MergedInto is { } kept && await MemberStore.IsInScopeAsync(session, kept, context.Access().Scope))
        {
            member.MergedInto = ResourceName.Member(kept);
        }

        return member;
    }, context.CancellationToken);
}
