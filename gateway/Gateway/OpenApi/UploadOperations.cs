using System.Text.Json.Nodes;
using DienBien.Membership.V1;
using DienBien.Platform.Gateway.Routes;
using DienBien.Platform.Shared.Hosting;
using Google.Protobuf.Reflection;

namespace DienBien.Platform.Gateway.OpenApi;

/// <summary>The imports: client streams in the contract, over HTTP a body that is the file.</summary>
internal sealed class UploadOperations(Comments comments, Schemas schemas)
{
    public IEnumerable<(string Path, JsonObject Operation)> All() =>
        from service in PlatformContract.Services
        where service.FullName == "dienbien.membership.v1.ImportService"
        from rpc in service.Methods
        where rpc.IsClientStreaming
        let collection = rpc.Name["Import".Length..].ToLowerInvariant()
        select ($"/v1/organizations/{{organization}}/{collection}:import", Of(rpc));

    private JsonObject Of(MethodDescriptor rpc)
    {
        var responses = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = comments[ImportSummary.Descriptor],
                ["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject { ["schema"] = schemas.OfMessage(ImportSummary.Descriptor) },
                    ["application/x-ndjson"] = new JsonObject { ["schema"] = schemas.OfMessage(ImportProgress.Descriptor) },
                },
            },
        };
        foreach (var code in ErrorSchemas.CodesOf(hasBody: true))
            responses[code] = ErrorSchemas.Response(code);
        return new JsonObject
        {
            ["operationId"] = $"{rpc.Service.Name}_{rpc.Name}",
            ["tags"] = new JsonArray(rpc.Service.Name),
            ["summary"] = comments[rpc].Split('.')[0],
            ["description"] = $"{comments[rpc]}\n\nThe file holds at most {UploadFormat.MaxBytes >> 20} MiB.{Operations.AccessNote(rpc)}",
            ["parameters"] = new JsonArray(
                Parameter("organization", "path", "The `organization` part of the resource name. " + Field(rpc, "parent"), "string"),
                Parameter("validateOnly", "query", Field(rpc, "validate_only"), "boolean")),
            ["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["description"] = "The file.",
                ["content"] = new JsonObject { [UploadFormat.Csv] = Binary("string"), [UploadFormat.Xlsx] = Binary(null) },
            },
            ["responses"] = responses,
        };
    }

    private string Field(MethodDescriptor rpc, string name) =>
        comments[rpc.InputType.FindFieldByName(name)].Replace(" First message only.", "", StringComparison.Ordinal);

    private static JsonObject Binary(string? type) =>
        new() { ["schema"] = type is null ? new JsonObject { ["type"] = "string", ["format"] = "binary" } : new JsonObject { ["type"] = type } };

    private static JsonObject Parameter(string name, string where, string description, string type) => new()
    {
        ["name"] = name,
        ["in"] = where,
        ["required"] = where == "path",
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = type },
    };
}
