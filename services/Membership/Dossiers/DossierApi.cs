using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace DienBien.Platform.Membership.Dossiers;

/// <summary>Check-lists of members' dossiers; one file an RPC.</summary>
internal sealed partial class DossierApi(Commands commands, CardVault vault, TimeProvider clock) : DossierService.DossierServiceBase
{
    private static CorrectionRow ReadCorrection(Check check, string document, string consent) =>
        new() { Document = check.Text(document, "document", 63), Consent = check.Text(consent, "consent", 63) };

    /// <summary>Corrects an entry and keeps by what (R-FILE-1, R-FILE-2).</summary>
    /// <param name="context">The call.</param>
    /// <param name="request">The request, for its repetition.</param>
    /// <param name="requestId">Its id.</param>
    /// <param name="target">The member's name and the etag that the caller knows.</param>
    /// <param name="correction">By what it is corrected.</param>
    /// <param name="table">Where that is kept.</param>
    /// <param name="change">The corrected facts, or null if the entry is right already.</param>
    /// <param name="storeAsync">Stores what the common update leaves alone.</param>
    private Task<Member> CorrectAsync(
        ServerCallContext context, IMessage request, string requestId, (string Name, string Etag) target, CorrectionRow correction, string table,
        Func<MemberRow, MemberRow?> change, Func<Work, MemberRow, Task>? storeAsync = null)
    {
        var scope = context.Access().Scope;
        return commands.RunAsync(context, request, requestId, async work =>
        {
            var before = await MemberStore.RequireAsync(work, target.Name, scope);
            Etags.Check(target.Etag, before.Version);
            if (change(before) is not { } corrected)
            {
                return before.ToProto(clock.Today());
            }

            var after = await MemberStore.ChangeAsync(work, vault, before, corrected, scope);
            await (storeAsync?.Invoke(work, after) ?? Task.CompletedTask);
            await work.InsertAsync(table, correction with { MemberId = before.Id, Version = after.Version, RecordedAt = work.Now });
            return after.ToProto(clock.Today());
        });
    }
}
