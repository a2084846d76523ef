using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Villages;

internal sealed partial class VillageApi
{
    public override Task<Village> AppointVillageHead(AppointVillageHeadRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Villages, request.Name);
        var check = new Check();
        check.That(request.Head is not null, "head", "FIELD_REQUIRED").OrThrow();
        var head = new HeadInput(check, request.Head!, "head");
        check.OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var scope = context.Access().Scope;
            var before = await VillageStore.FindAsync(work, id, scope) ?? throw Problems.NotFound(request.Name);
            Etags.Check(request.Etag, before.Row.Version);
            var writer = new VillageWriter(work, clock);
            var after = before with { Heads = [.. before.Heads] };
            var stored = await head.AppointAsync(writer, work, after, scope) ? await writer.ReplaceAsync(before, after) : before;
            return stored.ToProto(clock.Today());
        });
    }
}
