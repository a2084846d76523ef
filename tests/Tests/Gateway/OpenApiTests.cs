using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DienBien.Platform.Gateway.OpenApi;
using DienBien.Platform.Gateway.Routes;
using Xunit;

namespace DienBien.Platform.Tests.Gateway;

public sealed partial class OpenApiTests
{
    private static readonly JsonObject Document = JsonNode.Parse(ApiDocument.Utf8)!.AsObject();

    private static readonly List<(string Path, string Method, JsonObject Operation)> Operations =
    [
        .. from path in Document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select (path.Key, operation.Key, operation.Value!.AsObject()),
    ];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter { get; }

    [Fact]
    public void Every_template_and_upload_is_there()
    {
        var documented = Operations.Select(o => $"{o.Method.ToUpperInvariant()} {Parameter.Replace(o.Path, "*")}").ToHashSet();
        var routed = PlatformContract.Services.SelectMany(s => s.Methods).SelectMany(PlatformContract.HttpRulesOf)
            .Select(HttpTemplate.Of).Select(r => $"{r.Method} {HttpTemplate.Flatten(r.Template)}")
            .Concat(((string[])["organizations", "villages", "members", "payments"]).Select(c => $"POST /v1/organizations/*/{c}:import"))
            .Append("GET /v1/feeds/*:stream");

        Assert.Equal(routed.Order(), documented.Order());
    }

    [Fact]
    public void Everything_is_described()
    {
        Assert.All(Operations, o => Assert.True(o.Operation["description"]?.GetValue<string>().Length > 10 && o.Operation["summary"]?.GetValue<string>().Length > 5, o.Path));
        Assert.All(
            Operations.SelectMany(o => o.Operation["parameters"]!.AsArray().Select(p => (o.Path, Parameter: p!))),
            p => Assert.False(string.IsNullOrWhiteSpace((string?)p.Parameter["description"]), $"{p.Path} {p.Parameter["name"]}"));
        Assert.All(
            Document["components"]!["schemas"]!.AsObject(),
            s => Assert.False(string.IsNullOrWhiteSpace((string?)s.Value!["description"]), s.Key));
        Assert.All(
            from schema in Document["components"]!["schemas"]!.AsObject()
            from property in schema.Value!["properties"]?.AsObject() ?? []
            select (Name: $"{schema.Key}.{property.Key}", property.Value),
            p => Assert.False(string.IsNullOrWhiteSpace((string?)p.Value!["description"]), p.Name));
    }

    [Fact]
    public void Every_reference_leads_somewhere() => Assert.All(
        References(Document),
        reference => Assert.NotNull(reference[2..].Split('/').Aggregate((JsonNode?)Document, (node, name) => node?[name])));

    [Fact]
    public void Operations_have_names_of_their_own() =>
        Assert.Equal(Operations.Count, Operations.Select(o => (string?)o.Operation["operationId"]).Distinct().Count());

    [Fact]
    public void Path_parameters_are_those_of_the_path() => Assert.All(Operations, o => Assert.Equal(
        Parameter.Matches(o.Path).Select(m => m.Value.Trim('{', '}')),
        o.Operation["parameters"]!.AsArray().Where(p => (string?)p!["in"] == "path").Select(p => (string?)p!["name"])));

    [Fact]
    public void Values_have_the_JSON_form_of_protobuf()
    {
        var value = Document["components"]!["schemas"]!["indicators.v1.IndicatorValue"]!["properties"]!;
        Assert.Equal("""{"type":"string","format":"int64"}""", Bare(value["numerator"]!));
        Assert.Equal("""{"type":"string","format":"date-time"}""", Bare(value["knownAt"]!));
        Assert.Contains("NOT_MET", Document["components"]!["schemas"]!["indicators.v1.IndicatorValue.State"]!["enum"]!.AsArray().Select(v => (string?)v));

        var update = Operation("/v1/organizations/{organization}", "patch");
        var mask = update["parameters"]!.AsArray().Single(p => (string?)p!["name"] == "updateMask");
        Assert.Equal("string", (string?)mask!["schema"]!["type"]);
        Assert.EndsWith("membership.v1.Organization", (string?)update["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_import_takes_the_file_as_it_is()
    {
        var import = Operation("/v1/organizations/{organization}/members:import", "post");

        Assert.Equal(
            ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
            import["requestBody"]!["content"]!.AsObject().Select(c => c.Key).Order());
        Assert.Contains("validateOnly", import["parameters"]!.AsArray().Select(p => (string?)p!["name"]));
        Assert.EndsWith("ImportSummary", (string?)import["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"], StringComparison.Ordinal);
        Assert.NotNull(import["responses"]!["413"]);
        Assert.NotNull(import["responses"]!["415"]);
    }

    [Fact]
    public void Tokens_come_from_the_gateway_itself() => Assert.Equal(
        "/connect/token",
        (string?)Document["components"]!["securitySchemes"]!["oauth2"]!["flows"]!["clientCredentials"]!["tokenUrl"]);

    private static JsonObject Operation(string path, string method) => Operations.Single(o => o.Path == path && o.Method == method).Operation;

    private static string Bare(JsonNode schema)
    {
        var copy = schema.DeepClone().AsObject();
        copy.Remove("description");
        return copy.ToJsonString(JsonSerializerOptions.Default);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [(string)p.Value!] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}
