using System.Numerics;
using CsCheck;
using DienBien.Platform.Shared.Rules;
using Xunit;

namespace DienBien.Platform.Tests.Rules;

public sealed class MajorityRules
{
    [Theory]
    [Rule("R-VOTE-2")]
    [InlineData(10, 18, true)]
    [InlineData(9, 18, false)]
    [InlineData(9, 17, true)]
    public void An_ordinary_resolution_needs_more_than_half(int inFavour, int members, bool adopted) =>
        Assert.Equal(adopted, Majority.MoreThanHalf(inFavour, members));

    [Theory]
    [Rule("R-VOTE-5")]
    [InlineData(9, 6)]
    [InlineData(10, 7)]
    [InlineData(3, 2)]
    [InlineData(1, 1)]
    public void Two_thirds_are_the_least_whole_number(int members, int needed)
    {
        Assert.True(Majority.AtLeastTwoThirds(needed, members));
        Assert.False(Majority.AtLeastTwoThirds(needed - 1, members));
    }

    [Theory]
    [Rule("R-ADM-7")]
    [Rule("R-DEL-4")]
    [InlineData(6, 9, 0, true)]
    [InlineData(5, 9, 0, false)]
    [InlineData(14, 20, 0, true)]
    [InlineData(13, 20, 0, false)]
    [InlineData(14, 22, 2, true)]
    public void A_cell_admits_with_two_thirds_of_those_not_excluded(int inFavour, int members, int exemptAndAbsent, bool adopted) =>
        Assert.Equal(adopted, Majority.AtLeastTwoThirds(inFavour, members - exemptAndAbsent));

    [Fact]
    [Rule("R-ADM-8")]
    public void A_grassroots_committee_needs_two_thirds() => Assert.True(Majority.AtLeastTwoThirds(10, 15));

    [Theory]
    [Rule("R-ADM-8")]
    [Rule("R-DEL-4")]
    [InlineData(5, 9, true)]
    [InlineData(4, 8, false)]
    public void A_standing_committee_decides_with_more_than_half(int inFavour, int members, bool adopted) =>
        Assert.Equal(adopted, Majority.MoreThanHalf(inFavour, members));

    [Fact]
    [Rule("R-VOTE-5")]
    public void Majorities_agree_with_exact_rationals_from_1_to_500()
    {
        for (var members = 1; members <= 500; members++)
        {
            for (var inFavour = 0; inFavour <= members; inFavour++)
            {
                Assert.Equal(3 * new BigInteger(inFavour) >= 2 * new BigInteger(members), Majority.AtLeastTwoThirds(inFavour, members));
                Assert.Equal(2 * new BigInteger(inFavour) > members, Majority.MoreThanHalf(inFavour, members));
            }
        }
    }

    [Fact]
    [Rule("R-VOTE-5")]
    public void Any_part_of_any_body_agrees_with_exact_rationals() =>
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.Double[0, 1], Gen.Long[0, long.MaxValue], Gen.Long[1, long.MaxValue]).Sample((members, share, numerator, denominator) =>
        {
            var inFavour = Math.Min((long)(members * share), members);
            var exact = new BigInteger(inFavour) * denominator >= new BigInteger(numerator) * members;
            return Majority.AtLeast(new Ratio(numerator, denominator), inFavour, members) == exact;
        });

    [Fact]
    public void Neither_a_negative_vote_nor_more_votes_than_members_pass_and_nobody_decides_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Majority.MoreThanHalf(-1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Majority.AtLeastTwoThirds(4, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Majority.AtLeast(default, 1, 3));
        Assert.False(Majority.AtLeastTwoThirds(0, 0));
    }
}
