using DienBien.Membership.V1;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Dossiers;

internal sealed partial class DossierApi
{
    public override Task<Member> CorrectName(CorrectNameRequest request, ServerCallContext context)
    {
        var check = new Check();
        var name = check.Text(request.FullName, "full_name", 127);
        var correction = ReadCorrection(check, request.Document, request.Consent);
        check.OrThrow();
        return CorrectAsync(
            context, request, request.RequestId, (request.Name, request.Etag), correction, "name_corrections",
            before => before.FullName == name ? null : before.Named(name));
    }
}
