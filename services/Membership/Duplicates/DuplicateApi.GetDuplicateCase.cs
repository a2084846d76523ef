using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using Grpc.Core;

namespace DienBien.Platform.Membership.Duplicates;

internal sealed partial class DuplicateApi
{
    public override async Task<DuplicateCase> GetDuplicateCase(GetDuplicateCaseRequest request, ServerCallContext context) =>
        (await database.ReadAsync(session => DuplicateStore.RequireAsync(session, request.Name, context.Access().Scope), context.CancellationToken)).ToProto();
}
