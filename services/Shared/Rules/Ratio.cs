using System.Globalization;

namespace DienBien.Platform.Shared.Rules;

/// <summary>How a value is held against its target.</summary>
public enum Comparison
{
    /// <summary>Strictly more than the target ("over 96 %").</summary>
    Greater,

    /// <summary>The target or more.</summary>
    AtLeast,

    /// <summary>Exactly the target.</summary>
    Equal,
}

/// <summary>An exact fraction in lowest terms, so that 96 of 100 is never "over 96 %" by rounding.</summary>
public readonly record struct Ratio
{
    /// <summary>Makes a fraction.</summary>
    /// <param name="numerator">Not negative.</param>
    /// <param name="denominator">Positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is out of its range.</exception>
    public Ratio(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var (a, b) = (numerator, denominator);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        (Numerator, Denominator) = (numerator / a, denominator / a);
    }

    /// <summary>The numerator in lowest terms.</summary>
    public long Numerator { get; }

    /// <summary>The denominator in lowest terms; zero only in a value that was never set.</summary>
    public long Denominator { get; }

    /// <summary>Reads <c>2/3</c> or <c>96%</c>.</summary>
    /// <param name="text">Two whole numbers around a slash, or a whole number and a percent sign.</param>
    /// <returns>The fraction.</returns>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Ratio Parse(string text)
    {
        var percent = text.EndsWith('%');
        var parts = percent ? [text[..^1], "100"] : text.Split('/');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var numerator)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var denominator)
            && denominator > 0
            ? new(numerator, denominator)
            : throw new FormatException($"'{text}' is not a ratio such as '2/3' or '96%'.");
    }

    /// <summary>Holds a count against a target (rule R-IND-1), exactly up to the largest <see cref="long"/>.</summary>
    /// <param name="numerator">Counted in; not negative.</param>
    /// <param name="denominator">Counted at all; not negative.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="target">The target.</param>
    /// <returns>Whether the target is met; <c>null</c> on an empty denominator, which is "not applicable" (rule R-IND-6).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or the target was never set.</exception>
    public static bool? Meets(long numerator, long denominator, Comparison comparison, Ratio target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfNegative(denominator);
        ArgumentOutOfRangeException.ThrowIfZero(target.Denominator, nameof(target));
        if (denominator == 0)
        {
            return null;
        }

        var (have, want) = ((Int128)numerator * target.Denominator, (Int128)target.Numerator * denominator);
        return comparison switch
        {
            Comparison.Greater => have > want,
            Comparison.AtLeast => have >= want,
            Comparison.Equal => have == want,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Unknown comparison."),
        };
    }

    /// <summary>The written form.</summary>
    /// <returns>For instance <c>2/3</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
