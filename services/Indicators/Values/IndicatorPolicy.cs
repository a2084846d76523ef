using DienBien.Indicators.V1;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Whether a ratio or a count is enough (rule R-IND-3).</summary>
internal enum Combinator
{
    /// <summary>Either of them.</summary>
    Any,

    /// <summary>Both are needed.</summary>
    All,
}

/// <summary>The resolution's targets, as a version of the policy sets them.</summary>
internal sealed class IndicatorPolicy
{
    internal static readonly string[] Codes = ["T4", "T5", "T6"];

    /// <summary>The policies of the service.</summary>
    internal static readonly PolicySet All = PolicySet.Load();

    private static readonly PerVersion<IndicatorPolicy> Versions = new(All["resolution-07"], version => new IndicatorPolicy(version));

    private readonly PolicyVersion version;

    private IndicatorPolicy(PolicyVersion version)
    {
        this.version = version;
        ResidentialGroups = version.Flag("t5ResidentialGroups");
        Combinator = version.Choice<Combinator>("t6Combinator");
        Indicators = [.. Codes.Select(code => new Definition(code, version[Parameter(code, "Target")], ComparisonOf(code)))];
    }

    /// <summary>True if residential groups count in T5 beside villages and hamlets.</summary>
    internal bool ResidentialGroups { get; }

    internal Combinator Combinator { get; }

    internal IReadOnlyList<Definition> Indicators { get; }

    /// <summary>The version in force on a day. What lies before the resolution is held against its first version.</summary>
    internal static IndicatorPolicy On(DateOnly day) => Versions.On(day);

    internal Target TargetOf(Definition indicator, bool province)
    {
        // As the resolution writes it: 90 of 100 is not shown as 9 of 10.
        var parts = version.Text(Parameter(indicator.Code, "Target")).Split('/');
        return new Target
        {
            Comparison = indicator.Comparison switch
            {
                Shared.Rules.Comparison.Greater => Target.Types.Comparison.Greater,
                Shared.Rules.Comparison.AtLeast => Target.Types.Comparison.AtLeast,
                _ => Target.Types.Comparison.Equal,
            },
            Numerator = long.Parse(parts[0], null),
            Denominator = long.Parse(parts[1], null),
            OrMoreThan = province && indicator.Code == "T6" ? version.Number("t6OrMoreThan") : 0,
            Rule = indicator.Rule,
            PolicyVersion = version.Version,
        };
    }

    private static string Parameter(string code, string name) => code.ToLowerInvariant() + name;

    private Shared.Rules.Comparison ComparisonOf(string code) => version.Choice<Shared.Rules.Comparison>(Parameter(code, "Comparison"));
}

/// <summary>An indicator, how it is compared and where that stands.</summary>
/// <param name="Code">The code, <c>T4</c>.</param>
/// <param name="Level">The parameter that holds the target.</param>
/// <param name="Comparison">The comparison.</param>
internal sealed record Definition(string Code, PolicyParameter Level, Shared.Rules.Comparison Comparison)
{
    internal string Rule => Level.Rule;

    internal string Clause => Level.Clause;

    internal string Name => Messages.Vietnamese($"INDICATOR_{Code}");

    internal string NameEn => Messages.English($"INDICATOR_{Code}");

    internal string NumeratorText => Messages.Vietnamese($"INDICATOR_{Code}_NUMERATOR");

    internal string DenominatorText => Messages.Vietnamese($"INDICATOR_{Code}_DENOMINATOR");
}
