using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Villages;

internal sealed partial class VillageApi
{
    public override Task<Village> LinkVillageCell(LinkVillageCellRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Villages, request.Name);
        var check = new Check();
        check.That(request.Cell is not null, "cell", "FIELD_REQUIRED").OrThrow();
        var cell = new CellInput(check, request.Cell!, "cell");
        check.OrThrow();
        return ChangeAsync(context, request, request.RequestId, id, request.Etag, async (writer, work, before) =>
        {
            var link = await cell.ResolveAsync(work, context.Access().Scope, TreePolicy.On(clock.Today()));
            var after = before with { Cells = [.. before.Cells] };
            return await writer.LinkAsync(after, link, alone: true) ? after : null;
        });
    }
}
