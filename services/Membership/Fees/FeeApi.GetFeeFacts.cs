using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Access;
using Grpc.Core;

namespace DienBien.Platform.Membership.Fees;

internal sealed partial class FeeApi
{
    public override Task<FeeFacts> GetFeeFacts(GetFeeFactsRequest request, ServerCallContext context) => database.SnapshotAsync(async session =>
    {
        var member = await MemberStore.RequireAsync(session, request.Name, context.Access().Scope);
        var ids = JsonSerializer.Serialize<string[]>([member.Id]);
        return new FeeFacts
        {
            Bases = { (await FeeBook.BasesAsync(session, ids)).Select(row => row.ToProto()) },
            Reliefs = { (await FeeBook.ReliefsAsync(session, ids)).Select(row => row.ToProto()) },
            Payments = { (await FeeBook.PaymentsAsync(session, ids, DateOnly.MinValue, DateOnly.MaxValue)).Select(row => row.ToProto()) },
        };
    }, context.CancellationToken);
}
