using DienBien.Indicators.V1;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Compares counts with a target in integers: no ratio is ever rounded.</summary>
internal static class Comparison
{
    internal static IndicatorValue.Types.State Of(long numerator, long denominator, Target target, bool applicable)
    {
        // R-IND-6: nothing to compare.
        if (!applicable || denominator == 0)
        {
            return IndicatorValue.Types.State.NotApplicable;
        }

        var left = (Int128)numerator * target.Denominator;
        var right = (Int128)target.Numerator * denominator;
        var met = target.Comparison switch
        {
            Target.Types.Comparison.Greater => left > right,
            Target.Types.Comparison.AtLeast => left >= right,
            Target.Types.Comparison.Equal => left == right,
            _ => throw new InvalidOperationException($"The comparison of {target.Rule} is not stated."),
        };
        return met || (target.OrMoreThan > 0 && numerator > target.OrMoreThan)
            ? IndicatorValue.Types.State.Met
            : IndicatorValue.Types.State.NotMet;
    }
}
