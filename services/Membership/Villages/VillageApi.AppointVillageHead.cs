using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
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
        return ChangeAsync(context, request, request.RequestId, id, request.Etag, async (writer, work, before) =>
        {
            var after = before with { Heads = [.. before.Heads] };
            return await head.AppointAsync(writer, work, after, context.Access().Scope) ? after : null;
        });
    }
}
