using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace DienBien.Platform.Gateway.OpenApi;

/// <summary>Messages and enums as JSON schemas, collected as they are referred to.</summary>
internal sealed class Schemas(Comments comments)
{
    private readonly SortedDictionary<string, JsonNode?> components = new(StringComparer.Ordinal);

    public JsonObject Components => new(components.Select(c => KeyValuePair.Create(c.Key, c.Value?.DeepClone())));

    public void Add(string name, JsonObject schema) => components[name] = schema;

    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>The schema of a field with its comment, the JSON form of protobuf.</summary>
    public JsonObject OfField(FieldDescriptor field)
    {
        JsonObject schema;
        if (field.IsMap)
            schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = OfValue(field.MessageType.FindFieldByName("value")) };
        else if (field.IsRepeated)
            schema = new JsonObject { ["type"] = "array", ["items"] = OfValue(field) };
        else
            schema = OfValue(field);
        if (comments[field] is { Length: > 0 } comment)
            schema["description"] = comment;
        return schema;
    }

    public JsonObject OfMessage(MessageDescriptor message)
    {
        if (WellKnown(message) is { } wellKnown)
            return wellKnown;
        var name = NameOf(message);
        if (!components.ContainsKey(name))
        {
            components[name] = null; // A message may hold itself.
            components[name] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = comments[message],
                ["properties"] = new JsonObject(message.Fields.InDeclarationOrder()
                    .Select(f => KeyValuePair.Create(f.JsonName, (JsonNode?)OfField(f)))),
            };
        }

        return Reference(name);
    }

    private JsonObject OfValue(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message or FieldType.Group => OfMessage(field.MessageType),
        FieldType.Enum => OfEnum(field.EnumType),
        FieldType.Bool => new() { ["type"] = "boolean" },
        FieldType.String => new() { ["type"] = "string" },
        FieldType.Bytes => new() { ["type"] = "string", ["contentEncoding"] = "base64" },
        FieldType.Float => new() { ["type"] = "number", ["format"] = "float" },
        FieldType.Double => new() { ["type"] = "number", ["format"] = "double" },
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => new() { ["type"] = "integer", ["format"] = "int32" },
        FieldType.UInt32 or FieldType.Fixed32 => new() { ["type"] = "integer", ["format"] = "int64", ["minimum"] = 0 },
        FieldType.UInt64 or FieldType.Fixed64 => new() { ["type"] = "string", ["format"] = "uint64" },
        _ => new() { ["type"] = "string", ["format"] = "int64" },
    };

    private JsonObject OfEnum(EnumDescriptor type)
    {
        var name = NameOf(type);
        if (!components.ContainsKey(name))
        {
            var values = type.Values.Select(v => $"* `{v.Name}`: {comments[v].ReplaceLineEndings(" ")}");
            components[name] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = comments[type] + "\n\n" + string.Join('\n', values),
                ["enum"] = new JsonArray([.. type.Values.Select(v => JsonValue.Create(v.Name))]),
            };
        }

        return Reference(name);
    }

    private static JsonObject? WellKnown(MessageDescriptor message) => message.FullName switch
    {
        "google.protobuf.Timestamp" => new() { ["type"] = "string", ["format"] = "date-time" },
        "google.protobuf.Duration" => new() { ["type"] = "string", ["pattern"] = @"^-?\d+(\.\d{1,9})?s$" },
        "google.protobuf.FieldMask" => new() { ["type"] = "string", ["examples"] = new JsonArray("displayName,sector") },
        "google.protobuf.Any" => new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray("@type"),
            ["properties"] = new JsonObject { ["@type"] = new JsonObject { ["type"] = "string" } },
        },
        "google.protobuf.Struct" or "google.protobuf.Empty" => new() { ["type"] = "object" },
        "google.protobuf.Value" => [],
        "google.protobuf.StringValue" => new() { ["type"] = "string" },
        "google.protobuf.BoolValue" => new() { ["type"] = "boolean" },
        "google.protobuf.Int32Value" => new() { ["type"] = "integer", ["format"] = "int32" },
        "google.protobuf.Int64Value" => new() { ["type"] = "string", ["format"] = "int64" },
        "google.api.HttpBody" => new() { ["type"] = "string", ["format"] = "binary" },
        _ => null,
    };

    /// <summary>The full name less the platform's own prefix, which would be on every one.</summary>
    private static string NameOf(IDescriptor type) =>
        type.FullName.StartsWith("dienbien.", StringComparison.Ordinal) ? type.FullName["dienbien.".Length..] : type.FullName;
}
