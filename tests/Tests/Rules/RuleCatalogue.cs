using Microsoft.VisualBasic.FileIO;

namespace DienBien.Platform.Tests.Rules;

/// <summary>A rule with its test vectors and how sure it is.</summary>
internal sealed record CatalogueRule(string Id, string Statement, string Vectors, string Confidence);

/// <summary>The rules that the platform encodes, from rules.csv.</summary>
internal static class RuleCatalogue
{
    public static IReadOnlyDictionary<string, CatalogueRule> Rules { get; } = Read().ToDictionary(rule => rule.Id);

    private static IEnumerable<CatalogueRule> Read()
    {
        using var csv = new TextFieldParser(Path.Combine(AppContext.BaseDirectory, "Rules", "rules.csv")) { HasFieldsEnclosedInQuotes = true };
        csv.SetDelimiters(",");
        csv.ReadFields();
        while (csv.ReadFields() is { } fields)
        {
            yield return new CatalogueRule(fields[0], fields[1], fields[2], fields[3]);
        }
    }
}
