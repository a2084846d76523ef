using System.Numerics;
using CsCheck;
using DienBien.Platform.Shared.Rules;
using Xunit;

namespace DienBien.Platform.Tests.Rules;

public sealed class RatioRules
{
    [Theory]
    [Rule("R-IND-1")]
    [InlineData(96, 100, Comparison.Greater, "96%", false)]
    [InlineData(961, 1000, Comparison.Greater, "96%", true)]
    [InlineData(2000, 50000, Comparison.AtLeast, "4%", true)]
    [InlineData(1999, 50000, Comparison.AtLeast, "4%", false)]
    [InlineData(45, 45, Comparison.Equal, "100%", true)]
    [InlineData(44, 45, Comparison.Equal, "100%", false)]
    public void A_target_is_compared_exactly(long numerator, long denominator, Comparison comparison, string target, bool met) =>
        Assert.Equal(met, Ratio.Meets(numerator, denominator, comparison, Ratio.Parse(target)));

    [Theory]
    [Rule("R-IND-6")]
    [InlineData(Comparison.Greater)]
    [InlineData(Comparison.AtLeast)]
    [InlineData(Comparison.Equal)]
    public void An_empty_denominator_is_not_applicable(Comparison comparison) =>
        Assert.Null(Ratio.Meets(0, 0, comparison, Ratio.Parse("100%")));

    [Fact]
    [Rule("R-IND-1")]
    public void Comparisons_agree_with_big_integers()
    {
        var part = Gen.Long[0, long.MaxValue];
        var whole = Gen.Long[1, long.MaxValue];
        Gen.Select(part, whole, part, whole).Sample((numerator, denominator, wanted, of) =>
        {
            var order = (new BigInteger(numerator) * of).CompareTo(new BigInteger(wanted) * denominator);
            var target = new Ratio(wanted, of);
            Assert.Equal(order > 0, Ratio.Meets(numerator, denominator, Comparison.Greater, target));
            Assert.Equal(order >= 0, Ratio.Meets(numerator, denominator, Comparison.AtLeast, target));
            Assert.Equal(order == 0, Ratio.Meets(numerator, denominator, Comparison.Equal, target));
        });
    }

    [Fact]
    public void A_ratio_is_kept_in_lowest_terms()
    {
        Assert.Equal(new Ratio(2, 3), Ratio.Parse("4/6"));
        Assert.Equal("24/25", Ratio.Parse("96%").ToString());
        Assert.Equal(new Ratio(0, 5), new Ratio(0, 7));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("1/0")]
    [InlineData("-1/2")]
    [InlineData("1/2/3")]
    [InlineData("0.5")]
    [InlineData("1/2%")]
    public void Anything_else_is_no_ratio(string text) => Assert.Throws<FormatException>(() => Ratio.Parse(text));
}
