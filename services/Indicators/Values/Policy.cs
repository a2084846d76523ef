using System.Text.Json;
using DienBien.Indicators.V1;
using DienBien.Platform.Shared;

namespace DienBien.Platform.Indicators.Values;

/// <summary>A version of the resolution's targets, in force from a day.</summary>
internal sealed record Policy
{
    private static readonly Policy[] Versions = Load();

    public string Version { get; init; } = "";

    public DateOnly From { get; init; }

    public bool ResidentialGroups { get; init; }

    public Definition[] Indicators { get; init; } = [];

    /// <summary>The version in force on a day; the first one before it began.</summary>
    internal static Policy On(DateOnly day) => Versions.LastOrDefault(v => v.From <= day) ?? Versions[0];

    internal Target TargetOf(Definition indicator, bool province) => new()
    {
        Comparison = EnumNames.TryParse<Target.Types.Comparison>(indicator.Comparison, out var comparison) ? comparison : default,
        Numerator = indicator.Numerator,
        Denominator = indicator.Denominator,
        OrMoreThan = province ? indicator.OrMoreThan : 0,
        Rule = indicator.Rule,
        PolicyVersion = Version,
    };

    private static Policy[] Load()
    {
        using var stream = typeof(Policy).Assembly.GetManifestResourceStream("DienBien.Platform.Indicators.Targets.resolution-07.json")!;
        return [.. JsonSerializer.Deserialize<Policy[]>(stream, JsonSerializerOptions.Web)!.OrderBy(p => p.From)];
    }
}

/// <summary>An indicator and its target.</summary>
internal sealed record Definition
{
    public string Code { get; init; } = "";

    public string Rule { get; init; } = "";

    public string Clause { get; init; } = "";

    public string Comparison { get; init; } = "";

    public long Numerator { get; init; }

    public long Denominator { get; init; }

    public long OrMoreThan { get; init; }

    public string Name { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string NumeratorText { get; init; } = "";

    public string DenominatorText { get; init; } = "";
}
