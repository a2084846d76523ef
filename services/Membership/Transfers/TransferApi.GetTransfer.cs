using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using Grpc.Core;

namespace DienBien.Platform.Membership.Transfers;

internal sealed partial class TransferApi
{
    public override Task<Transfer> GetTransfer(GetTransferRequest request, ServerCallContext context) => database.ReadAsync(
        async session => (await TransferStore.RequireAsync(session, request.Name, context.Access().Scope)).ToProto(), context.CancellationToken);
}
