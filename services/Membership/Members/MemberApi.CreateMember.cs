using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Members;

internal sealed partial class MemberApi
{
    private const string SelectNumber = "SELECT m.id FROM members m WHERE m.register_id = @registerId AND m.member_number = @number";

    public override Task<Member> CreateMember(CreateMemberRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Organizations, request.Parent);
        var input = request.Member ?? throw Problems.Invalid("member", "FIELD_REQUIRED");
        var scope = context.Access().Scope;
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var organization = await OrganizationStore.FindAsync(work, id, scope) ?? throw Problems.NotFound(request.Parent);
            var draft = MemberInput.Read(input, organization, vault, clock.Today());
            if (await work.FindAsync<string>(SelectNumber, new { registerId = organization.RegisterId, number = draft.Row.MemberNumber }) is not null)
            {
                throw Problems.AlreadyExists("member.member_number", "MEMBER_NUMBER_TAKEN");
            }

            return await StoreAsync(work, null, draft.AsNew(work.Now), draft, scope);
        });
    }

    private async Task<Member> StoreAsync(Work work, MemberRow? before, MemberRow row, MemberDraft draft, Scope scope)
    {
        var cards = new CardHolders();
        await cards.LoadAsync(work, draft.CardHash is { } hash ? [hash] : []);
        var writer = new MemberWriter(work, vault, cards, scope);
        if (writer.Store(before, row, draft, out var stored) is { } refusal)
        {
            var field = MemberInput.FieldOf(refusal.Field);
            throw refusal.Reason == "CARD_NUMBER_TAKEN"
                ? Problems.AlreadyExists(field, refusal.Reason)
                : Problems.Precondition(field, refusal.Reason, refusal.Rule);
        }

        await writer.FlushAsync();
        return stored.ToProto(clock.Today());
    }
}
