using System.Globalization;
using System.Text.Json;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace DienBien.Platform.Shared.Transcoding;

/// <summary>Holds a JSON body against the message that it should be, and names each field that does not fit by its proto path.</summary>
internal static class BodyCheck
{
    /// <summary>Collects what is wrong.</summary>
    /// <param name="json">The body, UTF-8.</param>
    /// <param name="request">The request's message.</param>
    /// <param name="field">The field that the body fills, null if it is the whole request.</param>
    /// <param name="violations">Where to put it.</param>
    /// <exception cref="Problem">JSON_MALFORMED: the text is no JSON.</exception>
    public static void Collect(ReadOnlyMemory<byte> json, MessageDescriptor request, FieldDescriptor? field, List<Violation> violations)
    {
        using var document = Parse(json);
        if (field is not null)
        {
            Field(document.RootElement, field, field.Name, violations);
        }
        else
        {
            Message(document.RootElement, request, "", violations);
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException wrong)
        {
            throw new Problem(StatusCode.InvalidArgument, "JSON_MALFORMED", new Dictionary<string, string>
            {
                ["line"] = ((wrong.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture),
                ["column"] = ((wrong.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture),
            });
        }
    }

    private static void Message(JsonElement value, MessageDescriptor message, string path, List<Violation> violations)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            violations.Add(ValueForms.Mismatch("object", path));
            return;
        }

        foreach (var property in value.EnumerateObject())
        {
            var field = ValueForms.Find(message, property.Name);
            var inner = (path.Length == 0 ? "" : path + ".") + (field?.Name ?? property.Name);
            if (field is not null)
            {
                Field(property.Value, field, inner, violations);
            }
            else
            {
                violations.Add(new Violation(inner, "FIELD_UNKNOWN"));
            }
        }
    }

    private static void Field(JsonElement value, FieldDescriptor field, string path, List<Violation> violations)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object when field.IsMap:
                foreach (var entry in value.EnumerateObject())
                {
                    Single(entry.Value, field.MessageType.FindFieldByNumber(2), $"{path}[{entry.Name}]", violations);
                }

                break;
            case JsonValueKind.Array when field.IsRepeated && !field.IsMap:
                foreach (var (i, item) in value.EnumerateArray().Index())
                {
                    Single(item, field, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), violations);
                }

                break;
            case var _ when field.IsRepeated:
                violations.Add(ValueForms.Mismatch(field.IsMap ? "object" : "array", path));
                break;
            default:
                Single(value, field, path, violations);
                break;
        }
    }

    private static void Single(JsonElement value, FieldDescriptor field, string path, List<Violation> violations)
    {
        if (field.FieldType == FieldType.Message && !ValueForms.IsText(field.MessageType))
        {
            // Google's own messages of free form are the transcoding's to judge.
            if (!field.MessageType.FullName.StartsWith("google.", StringComparison.Ordinal))
            {
                Message(value, field.MessageType, path, violations);
            }
        }
        else if (!ValueForms.Fits(field, value))
        {
            violations.Add(ValueForms.Mismatch(field, path));
        }
    }
}
