using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Villages;

internal sealed partial class VillageApi
{
    public override async Task<Village> GetVillage(GetVillageRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Villages, request.Name);
        var check = new Check();
        var day = check.OptionalDate(request.AsOf, "as_of") ?? clock.Today();
        check.OrThrow();
        var village = await database.SnapshotAsync(session => VillageStore.FindVisibleAsync(session, id, context.Access().Scope, clock.Today()), context.CancellationToken);
        return village?.ToProto(day) ?? throw Problems.NotFound(request.Name);
    }
}
