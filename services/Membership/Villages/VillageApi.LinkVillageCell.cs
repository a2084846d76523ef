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
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var scope = context.Access().Scope;
            var before = await VillageStore.FindAsync(work, id, scope) ?? throw Problems.NotFound(request.Name);
            Etags.Check(request.Etag, before.Row.Version);
            var link = await cell.ResolveAsync(work, scope, TreePolicy.On(clock.Today()));
            var writer = new VillageWriter(work, clock);
            var after = before with { Cells = [.. before.Cells] };
            var stored = await writer.LinkAsync(after, link, alone: true) ? await writer.ReplaceAsync(before, after) : before;
            return stored.ToProto(clock.Today());
        });
    }
}
