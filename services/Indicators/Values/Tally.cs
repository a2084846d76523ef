using DienBien.Indicators.V1;

namespace DienBien.Platform.Indicators.Values;

/// <summary>The counts of an indicator and how many communes they come from.</summary>
internal readonly record struct Tally(long Numerator, long Denominator, long Reported, long Expected)
{
    internal static readonly Tally None;

    internal Completeness Completeness => new() { Reported = Reported, Expected = Expected };
}
