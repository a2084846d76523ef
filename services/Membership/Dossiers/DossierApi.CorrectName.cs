using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Dossiers;

internal sealed partial class DossierApi
{
    public override Task<Member> CorrectName(CorrectNameRequest request, ServerCallContext context)
    {
        var check = new Check();
        var name = check.Text(request.FullName, "full_name", 127);
        var document = check.Text(request.Document, "document", 63);
        var consent = check.Text(request.Consent, "consent", 63);
        check.OrThrow();
        var scope = context.Access().Scope;
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await MemberStore.RequireAsync(work, request.Name, scope);
            Etags.Check(request.Etag, before.Version);
            if (before.FullName == name)
            {
                return before.ToProto(clock.Today());
            }

            var after = await MemberStore.ChangeAsync(work, vault, before, before.Named(name), scope);
            await work.InsertAsync("name_corrections", new CorrectionRow { MemberId = before.Id, Version = after.Version, Document = document, Consent = consent, RecordedAt = work.Now });
            return after.ToProto(clock.Today());
        });
    }
}
