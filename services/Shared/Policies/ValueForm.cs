using System.Text.Json;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Rules;

namespace DienBien.Platform.Shared.Policies;

/// <summary>The form of a parameter's value, which a decision keeps: whoever reads it relies on it.</summary>
internal static class ValueForm
{
    /// <summary>Describes a value.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt32(out var number) ? number < 0 ? "a negative number" : "a whole number" : "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.String => OfText(value.GetString()!),
        // An empty list or object has no form inside.
        JsonValueKind.Array => $"a list of {string.Join(" and ", value.EnumerateArray().Select(Of).Distinct())}",
        JsonValueKind.Object => $"an object of {string.Join(" and ", value.EnumerateObject().Select(entry => Of(entry.Value)).Distinct())}",
        _ => "a value",
    };

    private static string OfText(string text) =>
        Reads(() => Term.Parse(text)) ? "a term" : Reads(() => Ratio.Parse(text)) ? "a ratio" : IsoDate.TryParse(text, out _) ? "a day" : "a text";

    private static bool Reads<T>(Func<T> read)
    {
        try
        {
            read();
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
