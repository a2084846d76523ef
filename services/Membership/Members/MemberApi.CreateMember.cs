using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Members;

internal sealed partial class MemberApi
{
    public override async Task<Member> CreateMember(CreateMemberRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Organizations, request.Parent);
        var input = request.Member ?? throw Problems.Invalid("member", "FIELD_REQUIRED");
        var scope = context.Access().Scope;
        var member = await commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var organization = await OrganizationStore.FindAsync(work, id, scope) ?? throw Problems.NotFound(request.Parent);
            return (await MemberStore.AddAsync(work, vault, input, organization, scope, clock.Today())).ToProto(clock.Today());
        }, request.ValidateOnly);
        if (request.ValidateOnly)
        {
            // What was not stored has neither a name nor a time.
            (member.Name, member.CreateTime, member.UpdateTime) = ("", null, null);
        }

        return member;
    }
}
