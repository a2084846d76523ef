using DienBien.Indicators.V1;
using DienBien.Platform.Shared.Rules;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Compares counts with a target in integers: no ratio is ever rounded.</summary>
internal static class Comparison
{
    internal static IndicatorValue.Types.State Of(long numerator, long denominator, Target target, Combinator combinator, bool applicable)
    {
        var comparison = target.Comparison switch
        {
            Target.Types.Comparison.Greater => Shared.Rules.Comparison.Greater,
            Target.Types.Comparison.AtLeast => Shared.Rules.Comparison.AtLeast,
            Target.Types.Comparison.Equal => Shared.Rules.Comparison.Equal,
            _ => throw new InvalidOperationException($"The comparison of {target.Rule} is not stated."),
        };
        // R-IND-6: nothing to compare.
        if (!applicable || Ratio.Meets(numerator, denominator, comparison, new Ratio(target.Numerator, target.Denominator)) is not { } met)
        {
            return IndicatorValue.Types.State.NotApplicable;
        }

        if (target.OrMoreThan > 0)
        {
            var more = numerator > target.OrMoreThan;
            met = combinator == Combinator.Any ? met || more : met && more;
        }

        return met ? IndicatorValue.Types.State.Met : IndicatorValue.Types.State.NotMet;
    }
}
