namespace DienBien.Platform.Shared.Rules;

/// <summary>
/// Majorities in whole numbers: a quotient rounded to 0.6667 once made 2 of 3 fall short of two thirds elsewhere (rule R-VOTE-5).
/// The denominator is the body after exclusions, never those present. A body without a single voter adopts nothing.
/// </summary>
public static class Majority
{
    private static readonly Ratio TwoThirds = new(2, 3);
    private static readonly Ratio Half = new(1, 2);

    /// <summary>At least two thirds: 3f ≥ 2n.</summary>
    /// <param name="inFavour">Votes in favour, f.</param>
    /// <param name="members">Members of the body after exclusions, n.</param>
    /// <returns>Whether the majority is reached.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ f ≤ n.</exception>
    public static bool AtLeastTwoThirds(long inFavour, long members) => Reaches(inFavour, members, Comparison.AtLeast, TwoThirds);

    /// <summary>More than half: 2f &gt; n.</summary>
    /// <param name="inFavour">Votes in favour, f.</param>
    /// <param name="members">Members of the body after exclusions, n.</param>
    /// <returns>Whether the majority is reached.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ f ≤ n.</exception>
    public static bool MoreThanHalf(long inFavour, long members) => Reaches(inFavour, members, Comparison.Greater, Half);

    /// <summary>At least a given part of the body.</summary>
    /// <param name="ratio">The part.</param>
    /// <param name="inFavour">Votes in favour, f.</param>
    /// <param name="members">Members of the body after exclusions, n.</param>
    /// <returns>Whether the majority is reached.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ f ≤ n.</exception>
    public static bool AtLeast(Ratio ratio, long inFavour, long members) => Reaches(inFavour, members, Comparison.AtLeast, ratio);

    private static bool Reaches(long inFavour, long members, Comparison comparison, Ratio ratio)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inFavour);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inFavour, members);
        return Ratio.Meets(inFavour, members, comparison, ratio) ?? false;
    }
}
