using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Policies;
using Grpc.Core;

namespace DienBien.Platform.Membership.Transfers;

internal sealed partial class TransferApi
{
    // The committees of communes, wards and blocs are known to everybody, wherever they lie.
    private const string SelectReceiver = $"SELECT {OrganizationRow.Columns} FROM organizations o WHERE o.id = @id AND o.dissolved_on IS NULL";

    public override Task<Transfer> CreateTransfer(CreateTransferRequest request, ServerCallContext context)
    {
        var input = request.Transfer ?? throw Problems.Invalid("transfer", "FIELD_REQUIRED");
        var check = new Check();
        var kind = check.Name(input.Kind, "transfer.kind", required: true);
        var effective = check.Date(input.EffectiveOn, "transfer.effective_on");
        var until = check.OptionalDate(input.Until, "transfer.until");
        var temporary = input.Kind is Transfer.Types.Kind.Temporary or Transfer.Types.Kind.Study;
        check.That(effective <= clock.Today(), "transfer.effective_on", "DATE_IN_FUTURE").That(until is not null == temporary, "transfer.until", temporary ? "FIELD_REQUIRED" : "END_IS_FOR_GOOD")
            .That(!temporary || input.ToOrganization.Length > 0, "transfer.to_organization", "FIELD_REQUIRED").OrThrow();
        var policy = TransferRules.On(effective);
        new Findings(policy).That(until is not { } end || TransferRules.Fits(policy, input.Kind, effective, end), "transfer.until", "TRANSFER_TERM", "temporaryBelow", TransferRules.Bounds(policy, input.Kind)).OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var member = await MemberStore.RequireAsync(work, input.Member, context.Access().Scope);
            if (member.EndedOn is not null)
            {
                throw Problems.Precondition("transfer.member", "MEMBER_LEFT");
            }

            await RefuseHeldAsync(work, member.Id, policy, "transfer.member");
            if (await TransferStore.IsRunningAsync(work, member.Id))
            {
                throw Problems.Precondition("transfer.member", "TRANSFER_RUNNING");
            }

            var row = new TransferRow
            {
                Id = Ids.New(),
                MemberId = member.Id,
                Kind = kind,
                FromId = member.OrganizationId,
                ToId = await ReceiverAsync(work, input.ToOrganization, policy),
                EffectiveOn = effective,
                UntilOn = until,
                Stage = EnumNames.Of(Transfer.Types.Stage.Opened),
                StageSince = effective,
                PolicyVersion = policy.Version,
                Version = 1,
                CreateTime = work.Now,
                UpdateTime = work.Now,
            };
            await TransferStore.AddAsync(work, row);
            await DeadlineBook.OpenAsync(work, new Case(row.Name, row.FromId, member.Id), policy, "start", "RESIDENCE_OR_DECISION", effective);
            return row.ToProto();
        });
    }

    /// <summary>R-TRF-3: the answer is the same whatever the reason, which is not on record here at all.</summary>
    private static async Task RefuseHeldAsync(Session session, string memberId, PolicyVersion policy, string field)
    {
        if (await TransferStore.IsHeldAsync(session, memberId))
        {
            new Findings(policy).That(!policy.Flag("heldBack"), field, "TRANSFER_NOT_POSSIBLE", "heldBack").OrThrow();
        }
    }

    private static async Task<string?> ReceiverAsync(Session session, string name, PolicyVersion policy)
    {
        if (name.Length == 0)
        {
            return null;
        }

        var receiver = await session.FindAsync<OrganizationRow>(SelectReceiver, new { id = ResourceName.Require(ResourceName.Organizations, name) });
        return receiver is null || !policy.Strings("receivingKinds").Contains(receiver.Kind) ? throw Problems.NotFound(name) : receiver.Id;
    }
}
