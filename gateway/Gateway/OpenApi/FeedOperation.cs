using System.Text.Json.Nodes;
using DienBien.Feed.V1;
using DienBien.Platform.Gateway.Routes;

namespace DienBien.Platform.Gateway.OpenApi;

/// <summary>The feed as server-sent events: hand-mapped beside the RPC, hence not in the descriptors.</summary>
internal static class FeedOperation
{
    public const string Path = "/v1/feeds/{feed}:stream";

    public static JsonObject Create()
    {
        var responses = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = "Events without an end. `data` is a CloudEvent 1.0 in JSON, `id` the cursor behind it. An `id` without `data` "
                    + "comes at least every 15 seconds: it is a heartbeat and moves the cursor. The stream closes when the token expires.",
                ["content"] = new JsonObject { ["text/event-stream"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } } },
            },
        };
        foreach (var code in ErrorSchemas.CodesOf(hasBody: false))
            responses[code] = ErrorSchemas.Response(code);
        return new JsonObject
        {
            ["operationId"] = "FeedService_Stream",
            ["tags"] = new JsonArray("FeedService"),
            ["summary"] = "Streams changes as server-sent events",
            ["description"] = "Streams the changes in the caller's scope in commit order, first those already stored, then new ones as they commit. "
                + "After a break go on with the last `id` as `Last-Event-ID` or `cursor`: nothing is lost and nothing comes twice."
                + Operations.AccessNote(FeedService.Descriptor.FindMethodByName("Subscribe")),
            ["parameters"] = new JsonArray(
                Parameter("feed", "path", "The service whose changes to read.", new JsonObject
                {
                    ["type"] = "string",
                    ["enum"] = new JsonArray([.. PlatformContract.FeedSources.Select(s => JsonValue.Create(s))]),
                }),
                Parameter("cursor", "query", "The `id` of the last event that was taken in. Empty for the beginning.", Typed("string")),
                Parameter("untilHead", "query", "True to end at the newest change instead of waiting for more.", Typed("boolean")),
                Parameter("Last-Event-ID", "header", "As `cursor`, before which it counts; browsers send it by themselves.", Typed("string"))),
            ["responses"] = responses,
        };
    }

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonObject Parameter(string name, string where, string description, JsonObject schema) => new()
    {
        ["name"] = name,
        ["in"] = where,
        ["required"] = where == "path",
        ["description"] = description,
        ["schema"] = schema,
    };
}
