using DienBien.Platform.Membership.Imports;
using DienBien.Platform.Membership.Text;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership;

/// <summary>Reads the values of a request as <see cref="LineReader"/> reads those of a file, and notes what is wrong with them.</summary>
internal static class RequestChecks
{
    /// <summary>A key of the form of all import keys.</summary>
    public static string Code(this Check check, string text, string field)
    {
        check.That(text.Length > 0, field, "FIELD_REQUIRED").That(text.Length == 0 || LineReader.Codes().IsMatch(text), field, "CODE_INVALID");
        return text;
    }

    /// <summary>A text in its stored form.</summary>
    public static string Text(this Check check, string text, string field, int max, bool required = true)
    {
        var stored = Vietnamese.Normalize(text);
        check.That(stored.Length > 0 || !required, field, "FIELD_REQUIRED").That(stored.Length <= max, field, "TEXT_LENGTH");
        return stored;
    }

    /// <summary>A text that may be left out.</summary>
    public static string? OptionalText(this Check check, string text, string field, int max) => check.Text(text, field, max, required: false) is { Length: > 0 } stored ? stored : null;

    /// <summary>An enum value by its stored name; empty if it is not stated.</summary>
    public static string Name<T>(this Check check, T value, string field, bool required = false)
        where T : struct, System.Enum
    {
        // A number that the contract does not know arrives as it was sent.
        var known = System.Enum.IsDefined(value);
        var stated = !value.Equals(default(T));
        check.That(known, field, "VALUE_UNKNOWN").That(stated || !required, field, "FIELD_REQUIRED");
        return known && stated ? EnumNames.Of(value) : "";
    }
}
