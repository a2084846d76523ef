using System.Collections.Frozen;
using System.Text.Json;

namespace DienBien.Platform.Shared.Errors;

/// <summary>
/// The texts of all reasons, in English and Vietnamese, from the embedded <c>messages.json</c>;
/// <c>{name}</c> stands for a value of the metadata.
/// </summary>
public static class Messages
{
    private static readonly FrozenDictionary<string, string[]> Catalogue = Load();

    /// <summary>All reasons that have texts.</summary>
    public static IEnumerable<string> Reasons => Catalogue.Keys;

    /// <summary>The explanation in English.</summary>
    public static string English(string reason, IReadOnlyDictionary<string, string>? metadata = null) => Text(reason, 0, metadata);

    /// <summary>The explanation in Vietnamese.</summary>
    public static string Vietnamese(string reason, IReadOnlyDictionary<string, string>? metadata = null) => Text(reason, 1, metadata);

    private static string Text(string reason, int language, IReadOnlyDictionary<string, string>? metadata)
    {
        var text = Catalogue.TryGetValue(reason, out var texts) ? texts[language] : reason;
        if (metadata is null || !text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }

        foreach (var (key, value) in metadata)
        {
            text = text.Replace("{" + key + "}", value, StringComparison.Ordinal);
        }

        return text;
    }

    private static FrozenDictionary<string, string[]> Load()
    {
        using var stream = typeof(Messages).Assembly.GetManifestResourceStream("DienBien.Platform.Shared.Errors.messages.json")
            ?? throw new InvalidOperationException("The message catalogue is not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
