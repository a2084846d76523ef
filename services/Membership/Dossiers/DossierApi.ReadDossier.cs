using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Dossiers;

internal sealed partial class DossierApi
{
    private const string SelectItems = $"SELECT {DossierItemRow.Columns} FROM dossier_items d WHERE d.member_id = @id AND d.superseded_at IS NULL ORDER BY d.document_type";

    private const string SelectCard = "SELECT c.card_cipher FROM member_cards c WHERE c.member_id = @id AND c.superseded_at IS NULL";

    // What stood before is the state that the correction made a past one.
    private const string SelectCorrections = """
        SELECT 'BIRTH_DATE' AS field, c.document, c.consent, c.recorded_at, h.state
            FROM birth_date_corrections c JOIN members_history h ON h.id = c.member_id AND h.version = c.version - 1 WHERE c.member_id = @id
        UNION ALL SELECT 'FULL_NAME', c.document, c.consent, c.recorded_at, h.state
            FROM name_corrections c JOIN members_history h ON h.id = c.member_id AND h.version = c.version - 1 WHERE c.member_id = @id
        ORDER BY recorded_at
        """;

    public override Task<Dossier> ReadDossier(ReadDossierRequest request, ServerCallContext context)
    {
        var check = new Check();
        var purpose = check.Name(request.Purpose, "purpose", required: true);
        check.OrThrow();
        var access = context.Access();
        // A reading leaves a line in the log, so it is a command; it has no request id, for its answer must not be kept.
        return commands.RunAsync(access.Caller, context.Method, async work =>
        {
            var member = await MemberStore.RequireAsync(work, request.Name, access.Scope);
            var items = await work.QueryAsync<DossierItemRow>(SelectItems, new { id = member.Id });
            var dossier = new Dossier { Member = member.ToProto(clock.Today()), Items = { items.Select(item => item.ToProto()) } };
            dossier.Corrections.AddRange((await work.QueryAsync<PastCorrection>(SelectCorrections, new { id = member.Id })).Select(correction => correction.ToProto()));
            if (await work.FindAsync<string>(SelectCard, new { id = member.Id }) is { } cipher)
            {
                dossier.Member.CardNumber = vault.Decrypt(cipher);
            }

            work.Audit(ResourceName.Member(member.Id), member.OrganizationId, Encoding.ASCII.GetBytes(purpose), purpose);
            return dossier;
        }, context.CancellationToken);
    }
}
