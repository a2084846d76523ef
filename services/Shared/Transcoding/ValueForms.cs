using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DienBien.Platform.Shared.Transcoding;

/// <summary>The forms that protobuf's JSON mapping gives to single values.</summary>
internal static class ValueForms
{
    /// <summary>True for a message that is written as a text.</summary>
    public static bool IsText(MessageDescriptor message) =>
        message.FullName is "google.protobuf.Timestamp" or "google.protobuf.Duration" or "google.protobuf.FieldMask";

    /// <summary>The field of a name in either spelling, null if there is none.</summary>
    public static FieldDescriptor? Find(MessageDescriptor message, string name) =>
        message.FindFieldByName(name) ?? message.Fields.InDeclarationOrder().FirstOrDefault(field => field.JsonName == name);

    /// <summary>True if the field can be read from the text, as in a query.</summary>
    public static bool Reads(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        FieldType.UInt32 or FieldType.Fixed32 => uint.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        FieldType.UInt64 or FieldType.Fixed64 => ulong.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        FieldType.Float or FieldType.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        FieldType.Bool => bool.TryParse(text, out _),
        FieldType.Enum => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? field.EnumType.FindValueByNumber(number) is not null
            : field.EnumType.FindValueByName(text) is not null,
        FieldType.Bytes => Base64.IsValid(text) || Base64Url.IsValid(text),
        // The mask's paths are the handler's to judge, in either spelling.
        FieldType.Message => field.MessageType.FullName == "google.protobuf.FieldMask" || (IsText(field.MessageType) && Parses(field.MessageType, text)),
        _ => true,
    };

    /// <summary>True if the field can be read from the JSON value.</summary>
    public static bool Fits(FieldDescriptor field, JsonElement value) => field.FieldType switch
    {
        FieldType.Bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        FieldType.String or FieldType.Bytes or FieldType.Message => value.ValueKind == JsonValueKind.String && Reads(field, value.GetString()!),
        _ => value.ValueKind switch
        {
            JsonValueKind.Number => Reads(field, value.GetRawText()),
            JsonValueKind.String => Reads(field, value.GetString()!),
            _ => false,
        },
    };

    /// <summary>Says what the field would have taken.</summary>
    public static Violation Mismatch(FieldDescriptor field, string path) => field.FieldType switch
    {
        FieldType.Enum => new Violation(path, "VALUE_UNKNOWN"),
        FieldType.Message => Mismatch(field.MessageType.Name, path),
        _ => Mismatch(field.FieldType.ToString().ToLowerInvariant(), path),
    };

    /// <summary>Says what the place would have taken.</summary>
    public static Violation Mismatch(string expected, string path) =>
        new(path, "VALUE_TYPE", Metadata: new Dictionary<string, string> { ["expected"] = expected });

    private static bool Parses(MessageDescriptor message, string text)
    {
        try
        {
            JsonParser.Default.Parse(JsonSerializer.Serialize(text), message);
            return true;
        }
        catch (IOException)
        {
            // Both of the parser's exceptions are this.
            return false;
        }
    }
}
