using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Dossiers;

internal sealed partial class DossierApi
{
    // No other way leads to this column (R-FILE-1), so the common update leaves it alone.
    private const string SetBirthDate = "UPDATE members SET birth_date = @day WHERE id = @id";

    public override Task<Member> CorrectBirthDate(CorrectBirthDateRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.Date(request.BirthDate, "birth_date");
        check.That(day <= clock.Today(), "birth_date", "DATE_IN_FUTURE");
        var correction = ReadCorrection(check, request.Document, request.Consent);
        check.OrThrow();
        return CorrectAsync(
            context, request, request.RequestId, (request.Name, request.Etag), correction, "birth_date_corrections",
            before => before.BirthDate == day ? null : before with { BirthDate = day },
            (work, after) => work.ExecuteAsync(SetBirthDate, new { id = after.Id, day }));
    }
}
