using System.Text.Json.Nodes;

namespace DienBien.Platform.Gateway.OpenApi;

/// <summary>The one form of all errors.</summary>
internal static class ErrorSchemas
{
    private static readonly (string Code, string Description)[] Errors =
    [
        ("400", "INVALID_ARGUMENT, FAILED_PRECONDITION or OUT_OF_RANGE: the request is wrong, or wrong at this moment."),
        ("401", "UNAUTHENTICATED: the token is missing, expired or not valid here."),
        ("403", "PERMISSION_DENIED: the caller holds the permission nowhere."),
        ("404", "NOT_FOUND: there is no such thing, or none that the caller may see."),
        ("409", "ALREADY_EXISTS or ABORTED: the name is taken, or another writer was first."),
        ("413", "The body is larger than allowed."),
        ("415", "The content type is not supported here."),
        ("429", "RESOURCE_EXHAUSTED: too many requests; wait as long as Retry-After says."),
        ("500", "INTERNAL: something failed inside the platform."),
        ("503", "UNAVAILABLE: the service cannot be reached; try again."),
    ];

    private static readonly string[] OnlyWithBody = ["409", "413", "415"];

    public static IEnumerable<string> CodesOf(bool hasBody) =>
        Errors.Select(e => e.Code).Where(code => hasBody || !OnlyWithBody.Contains(code));

    public static JsonObject Response(string code) => new() { ["$ref"] = $"#/components/responses/{code}" };

    public static JsonObject Responses => new(Errors.Select(e => KeyValuePair.Create(e.Code, (JsonNode?)new JsonObject
    {
        ["description"] = e.Description,
        ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Schemas.Reference("Status") } },
    })));

    public static void AddTo(Schemas schemas)
    {
        schemas.Add("Status", Object("An error (google.rpc.Status).",
            ("code", Typed("integer", "The canonical code, google.rpc.Code: 3 is INVALID_ARGUMENT, 5 NOT_FOUND.")),
            ("message", Typed("string", "What is wrong, in English, for developers.")),
            ("details", new JsonObject
            {
                ["type"] = "array",
                ["description"] = "An ErrorInfo always; the others where they fit. `@type` tells them apart.",
                ["items"] = new JsonObject
                {
                    ["anyOf"] = new JsonArray([.. ((string[])["ErrorInfo", "BadRequest", "LocalizedMessage", "RetryInfo"]).Select(Schemas.Reference)]),
                },
            })));
        schemas.Add("ErrorInfo", Object("The cause, for programs (google.rpc.ErrorInfo).",
            ("@type", Typed("string", "`type.googleapis.com/google.rpc.ErrorInfo`")),
            ("reason", Typed("string", "The reason, UPPER_SNAKE_CASE, stable.")),
            ("domain", Typed("string", "`platform.dienbien.vn`")),
            ("metadata", new JsonObject
            {
                ["type"] = "object",
                ["description"] = "What the message mentions.",
                ["additionalProperties"] = new JsonObject { ["type"] = "string" },
            })));
        schemas.Add("BadRequest", Object("The fields that are wrong (google.rpc.BadRequest).",
            ("@type", Typed("string", "`type.googleapis.com/google.rpc.BadRequest`")),
            ("fieldViolations", new JsonObject
            {
                ["type"] = "array",
                ["description"] = "One for each field.",
                ["items"] = Object("A field that is wrong.",
                    ("field", Typed("string", "The path of the field in the request.")),
                    ("description", Typed("string", "What is wrong with it.")),
                    ("reason", Typed("string", "The reason, UPPER_SNAKE_CASE."))),
            })));
        schemas.Add("LocalizedMessage", Object("The message for people (google.rpc.LocalizedMessage).",
            ("@type", Typed("string", "`type.googleapis.com/google.rpc.LocalizedMessage`")),
            ("locale", Typed("string", "`vi`, or `en` when Accept-Language prefers it.")),
            ("message", Typed("string", "The text."))));
        schemas.Add("RetryInfo", Object("When to try again (google.rpc.RetryInfo).",
            ("@type", Typed("string", "`type.googleapis.com/google.rpc.RetryInfo`")),
            ("retryDelay", Typed("string", "Seconds with an `s`, for example `1s`."))));
    }

    private static JsonObject Typed(string type, string description) => new() { ["type"] = type, ["description"] = description };

    private static JsonObject Object(string description, params (string Name, JsonObject Schema)[] properties) => new()
    {
        ["type"] = "object",
        ["description"] = description,
        ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)p.Schema))),
    };
}
