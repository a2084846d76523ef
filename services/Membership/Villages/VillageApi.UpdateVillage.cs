using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Villages;

internal sealed partial class VillageApi
{
    public override Task<Village> UpdateVillage(UpdateVillageRequest request, ServerCallContext context)
    {
        var input = request.Village ?? throw Problems.Invalid("village", "FIELD_REQUIRED");
        var id = ResourceName.Require(ResourceName.Villages, input.Name);
        var mask = FieldMasks.Read(request.UpdateMask, "display_name", "kind", "border", "remote");
        var check = new Check();
        var name = mask.Contains("display_name") ? check.Text(input.DisplayName, "village.display_name", 127) : null;
        var kind = mask.Contains("kind") ? check.Name(input.Kind, "village.kind", required: true) : null;
        check.OrThrow();
        return ChangeAsync(context, request, request.RequestId, id, input.Etag, (_, _, before) =>
        {
            var row = before.Row with
            {
                DisplayName = name ?? before.Row.DisplayName,
                FoldedName = name is null ? before.Row.FoldedName : NameSearch.Stored(name),
                Kind = kind ?? before.Row.Kind,
                Border = mask.Contains("border") ? input.Border : before.Row.Border,
                Remote = mask.Contains("remote") ? input.Remote : before.Row.Remote,
            };
            return Task.FromResult(row == before.Row ? null : before with { Row = row });
        });
    }
}
