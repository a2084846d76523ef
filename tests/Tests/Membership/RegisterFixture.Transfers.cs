using DienBien.Membership.V1;
using Grpc.Core;

namespace DienBien.Platform.Tests.Membership;

/// <content>Members who move.</content>
public sealed partial class RegisterFixture
{
    public TransferService.TransferServiceClient TransferCases => new(Channel);

    public static Transfer Leaving(string member, string to = MuongPhang, Transfer.Types.Kind kind = Transfer.Types.Kind.Official, string since = "2026-01-05", string until = "") =>
        new() { Member = member, ToOrganization = to, Kind = kind, EffectiveOn = since, Until = until };

    public async Task<Transfer> TransferAsync(Transfer transfer, CallOptions? who = null) =>
        await TransferCases.CreateTransferAsync(new CreateTransferRequest { Transfer = transfer }, who ?? Board);

    internal AsyncUnaryCall<Transfer> Step(Transfer transfer, string date, Action<TransferStep> detail, CallOptions? who = null)
    {
        var step = new TransferStep { Date = date };
        detail(step);
        return TransferCases.CreateTransferStepAsync(new CreateTransferStepRequest { Parent = transfer.Name, Step = step }, who ?? Board);
    }
}
