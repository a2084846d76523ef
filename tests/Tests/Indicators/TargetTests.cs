using DienBien.Indicators.V1;
using DienBien.Platform.Indicators.Values;
using DienBien.Platform.Tests.Rules;
using Xunit;
using State = DienBien.Indicators.V1.IndicatorValue.Types.State;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>The policy's targets and what they make of counts.</summary>
public sealed class TargetTests
{
    private static readonly IndicatorPolicy Policy = IndicatorPolicy.On(new DateOnly(2026, 11, 24));

    [Theory]
    [Rule("R-IND-1")]
    [InlineData("T4", 90, 100, State.NotMet)]
    [InlineData("T4", 901, 1_000, State.Met)]
    [InlineData("T5", 1_449, 1_450, State.NotMet)]
    [InlineData("T5", 1_450, 1_450, State.Met)]
    [InlineData("T6", 2_000, 50_000, State.Met)]
    [InlineData("T6", 1_999, 50_000, State.NotMet)]
    public void CountsAreComparedExactly(string code, long numerator, long denominator, State state) =>
        Assert.Equal(state, Comparison.Of(numerator, denominator, Of(code, true), Combinator.Any, true));

    [Theory]
    [Rule("R-IND-3")]
    [InlineData(1_960, 49_000, true, "Any", State.Met)]
    [InlineData(1_959, 49_000, true, "Any", State.NotMet)]
    [InlineData(2_001, 100_000, true, "Any", State.Met)]
    [InlineData(2_001, 100_000, false, "Any", State.NotMet)]
    [InlineData(1_960, 49_000, true, "All", State.NotMet)]
    [InlineData(2_001, 100_000, true, "All", State.NotMet)]
    [InlineData(2_001, 50_000, true, "All", State.Met)]
    [InlineData(4, 100, false, "All", State.Met)]
    public void TheCountStandsBesideTheRatioAtTheProvinceOnly(long numerator, long denominator, bool province, string combinator, State state) =>
        Assert.Equal(state, Comparison.Of(numerator, denominator, Of("T6", province), Enum.Parse<Combinator>(combinator), true));

    [Fact]
    [Rule("R-IND-6")]
    public void NothingToCompareIsNotApplicable()
    {
        Assert.Equal(State.NotApplicable, Comparison.Of(0, 0, Of("T4", true), Combinator.Any, true));
        Assert.Equal(State.NotApplicable, Comparison.Of(5, 10, Of("T4", true), Combinator.Any, false));
    }

    [Fact]
    public void TargetsAreShownAsTheResolutionWritesThem()
    {
        Assert.Equal((90, 100, "07-NQ/TU"), (Of("T4", true).Numerator, Of("T4", true).Denominator, Of("T4", true).PolicyVersion));
        Assert.Equal((4, 100, 2_000), (Of("T6", true).Numerator, Of("T6", true).Denominator, Of("T6", true).OrMoreThan));
        Assert.Equal(0, Of("T6", false).OrMoreThan);
        Assert.All(Policy.Indicators, i => Assert.True(i.Name.Length > 5 && i.NameEn.Length > 5 && i.NumeratorText.Length > 5 && i.DenominatorText.Length > 5 && i.Clause.Length > 10));
        // Before the resolution its first version is what values are held against.
        Assert.Same(Policy, IndicatorPolicy.On(new DateOnly(2019, 6, 30)));
    }

    private static Target Of(string code, bool province) => Policy.TargetOf(Policy.Indicators.Single(i => i.Code == code), province);
}
