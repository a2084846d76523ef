using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Dossiers;

internal sealed partial class DossierApi
{
    private const string SetBirthDate = "UPDATE members SET birth_date = @day WHERE id = @id";

    public override Task<Member> CorrectBirthDate(CorrectBirthDateRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.Date(request.BirthDate, "birth_date");
        check.That(day <= clock.Today(), "birth_date", "DATE_IN_FUTURE");
        var document = check.Text(request.Document, "document", 63);
        var consent = check.Text(request.Consent, "consent", 63);
        check.OrThrow();
        var scope = context.Access().Scope;
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await MemberStore.RequireAsync(work, request.Name, scope);
            Etags.Check(request.Etag, before.Version);
            if (before.BirthDate == day)
            {
                return before.ToProto(clock.Today());
            }

            var after = await MemberStore.ChangeAsync(work, vault, before, before with { BirthDate = day }, scope);
            // No other way leads to this column (R-FILE-1), so the common update leaves it alone.
            await work.ExecuteAsync(SetBirthDate, new { id = before.Id, day });
            await work.InsertAsync("birth_date_corrections", new CorrectionRow { MemberId = before.Id, Version = after.Version, Document = document, Consent = consent, RecordedAt = work.Now });
            return after.ToProto(clock.Today());
        });
    }
}
