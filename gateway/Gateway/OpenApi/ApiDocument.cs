using System.Text.Json;
using System.Text.Json.Nodes;
using DienBien.Platform.Gateway.Routes;

namespace DienBien.Platform.Gateway.OpenApi;

/// <summary>The HTTP face of the contract as OpenAPI 3.1, made from the descriptors and their comments.</summary>
internal static class ApiDocument
{
    private static readonly Lazy<byte[]> Cached = new(() => JsonSerializer.SerializeToUtf8Bytes(Create()));

    public static byte[] Utf8 => Cached.Value;

    public static JsonObject Create()
    {
        var comments = Comments.Load();
        var schemas = new Schemas(comments);
        ErrorSchemas.AddTo(schemas);
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "DienBien.Platform",
                ["version"] = typeof(ApiDocument).Assembly.GetName().Version?.ToString(3),
                ["description"] = "Sổ bộ tổ chức đảng, thôn bản, đảng viên và tiến độ thực hiện nghị quyết. Thông báo lỗi bằng "
                    + "tiếng Việt, bằng tiếng Anh khi Accept-Language ưu tiên `en`.\n\n"
                    + "The register of organisations, villages and members, and where the resolution stands. "
                    + "The same contract is served as gRPC and gRPC-Web. Field names are lowerCamelCase, int64 are strings, "
                    + "dates are yyyy-MM-dd, times are UTC. Every error is a `Status`.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray([.. PlatformContract.Services.Select(s =>
                new JsonObject { ["name"] = s.Name, ["description"] = comments[s] })]),
            ["security"] = new JsonArray(new JsonObject { ["oauth2"] = new JsonArray() }),
            ["paths"] = Paths(comments, schemas),
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.Components,
                ["responses"] = ErrorSchemas.Responses,
                ["securitySchemes"] = SecuritySchemes(),
            },
        };
    }

    private static JsonObject Paths(Comments comments, Schemas schemas)
    {
        var paths = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var operations = new Operations(comments, schemas);
        foreach (var rpc in PlatformContract.Services.SelectMany(s => s.Methods))
        {
            foreach (var (index, rule) in PlatformContract.HttpRulesOf(rpc).Index())
            {
                var (path, method, operation) = operations.Of(rpc, rule, index);
                Add(path, method, operation);
            }
        }

        foreach (var (path, operation) in new UploadOperations(comments, schemas).All())
            Add(path, "POST", operation);
        Add(FeedOperation.Path, "GET", FeedOperation.Create());
        return new JsonObject(paths.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));

        void Add(string path, string method, JsonObject operation)
        {
            if (!paths.TryGetValue(path, out var item))
                paths[path] = item = [];
            item.Add(method.ToLowerInvariant(), operation);
        }
    }

    private static JsonObject SecuritySchemes() => new()
    {
        ["oauth2"] = new JsonObject
        {
            ["type"] = "oauth2",
            ["description"] = "An access token of the platform's identity service, sent as `Authorization: Bearer`.",
            ["flows"] = new JsonObject
            {
                ["clientCredentials"] = new JsonObject { ["tokenUrl"] = "/connect/token", ["scopes"] = new JsonObject() },
            },
        },
    };
}
