using DienBien.Membership.V1;
using DienBien.Platform.Shared.Errors;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;

namespace DienBien.Platform.Membership.Imports;

internal sealed partial class ImportApi
{
    private const string Collection = "importTemplates/";

    public override Task<HttpBody> GetImportTemplate(GetImportTemplateRequest request, ServerCallContext context)
    {
        var file = request.Name.StartsWith(Collection, StringComparison.Ordinal) ? request.Name[Collection.Length..] : "";
        var template = ImportTemplates.Find(file) ?? throw Problems.NotFound(request.Name);
        // So that a browser saves it under its name; over gRPC it is one more header.
        context.GetHttpContext().Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        return Task.FromResult(new HttpBody { ContentType = template.Type, Data = ByteString.CopyFrom(template.Content) });
    }
}
