using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DienBien.Platform.Shared.Access;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DienBien.Platform.Shared.Feed;

/// <summary>A change as a CloudEvent 1.0 in the JSON format, its data in protobuf's JSON form.</summary>
internal static class CloudEvents
{
    private static readonly JsonFormatter Data = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    // Nothing of this is ever put into a page's source, and Vietnamese should stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly FrozenDictionary<string, MessageDescriptor> Types =
        AccessTable.Files.SelectMany(file => file.MessageTypes).ToFrozenDictionary(message => message.FullName, StringComparer.Ordinal);

    /// <summary>The event on one line.</summary>
    /// <exception cref="InvalidDataException">The event is newer than this program.</exception>
    public static byte[] Utf8(FeedRow row, string source)
    {
        using var output = new MemoryStream(1024);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", row.Id);
            json.WriteString("source", source);
            json.WriteString("type", row.Type);
            json.WriteString("subject", row.Subject);
            json.WriteString("time", row.RecordedAt.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
            json.WriteString("datacontenttype", "application/json");
            // What follows are extensions; their names may hold no capital letters.
            json.WriteString("organization", ResourceName.Organization(row.OrganizationId));
            json.WriteNumber("schemaversion", Upcasters.All.CurrentVersion(row.Type));
            if (row.Traceparent is { Length: > 0 } trace)
            {
                json.WriteString("traceparent", trace);
            }

            json.WritePropertyName("data");
            json.WriteRawValue(DataOf(row));
            json.WriteEndObject();
        }

        return output.ToArray();
    }

    private static string DataOf(FeedRow row)
    {
        var type = Types.GetValueOrDefault(row.Type) ?? throw new InvalidDataException($"This program does not know {row.Type}.");
        return Data.Format(type.Parser.ParseFrom(Upcasters.All.Upcast(row.Type, row.SchemaVersion, ByteString.CopyFrom(row.Data))));
    }
}
