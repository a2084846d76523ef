using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Dossiers;

internal sealed partial class DossierApi
{
    private const int LastDocumentType = 104;

    private const string Supersede = "UPDATE dossier_items SET superseded_at = @now WHERE member_id = @member AND document_type = @type AND superseded_at IS NULL";

    public override Task<DossierItem> RecordDossierItem(RecordDossierItemRequest request, ServerCallContext context)
    {
        var input = request.DossierItem ?? throw Problems.Invalid("dossier_item", "FIELD_REQUIRED");
        var check = new Check();
        var keeper = check.Text(input.Keeper, "dossier_item.keeper", 127, required: input.Present);
        var place = check.OptionalText(input.Place, "dossier_item.place", 127);
        check.That(input.DocumentType is >= 1 and <= LastDocumentType, "dossier_item.document_type", "DOCUMENT_TYPE_UNKNOWN", "R-FILE-5").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var member = await MemberStore.RequireAsync(work, request.Parent, context.Access().Scope);
            var row = new DossierItemRow
            {
                Id = Ids.New(),
                MemberId = member.Id,
                DocumentType = input.DocumentType,
                Present = input.Present,
                Keeper = keeper.Length == 0 ? null : keeper,
                Place = place,
                RecordedAt = work.Now,
            };
            await work.ExecuteAsync(Supersede, new { member = member.Id, type = input.DocumentType, now = work.Now });
            await work.InsertAsync("dossier_items", row);
            work.Audit(row.Name, member.OrganizationId, Encoding.UTF8.GetBytes(row.ToString()));
            return row.ToProto();
        });
    }
}
