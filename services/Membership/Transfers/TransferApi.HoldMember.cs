using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using Grpc.Core;

namespace DienBien.Platform.Membership.Transfers;

internal sealed partial class TransferApi
{
    private const string LetGo = "DELETE FROM member_holds WHERE member_id = @id";

    public override Task<HoldMemberResponse> HoldMember(HoldMemberRequest request, ServerCallContext context) => commands.RunAsync(context, request, request.RequestId, async work =>
    {
        var member = await MemberStore.RequireAsync(work, request.Name, context.Access().Scope);
        if (await TransferStore.IsHeldAsync(work, member.Id) != request.Held)
        {
            await (request.Held ? work.InsertAsync("member_holds", new HoldRow { MemberId = member.Id, RecordedAt = work.Now }) : work.ExecuteAsync(LetGo, new { id = member.Id }));
            work.Audit(ResourceName.Member(member.Id), member.OrganizationId, request.Held ? "held"u8 : "free"u8);
        }

        return new HoldMemberResponse { Held = request.Held };
    });

    private sealed record HoldRow
    {
        public string MemberId { get; init; } = "";

        public DateTime RecordedAt { get; init; }
    }
}
