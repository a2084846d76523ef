using DienBien.Platform.Membership.Badges;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Tests.Rules;
using Xunit;
using Ground = DienBien.Membership.V1.CheckEarlyBadgeRequest.Types.Ground;

namespace DienBien.Platform.Tests.Membership.Badges;

public sealed class BadgePolicyTests
{
    private static readonly BadgePolicy Policy = BadgePolicy.On(new DateOnly(2026, 11, 24));

    [Fact]
    [Rule("R-BDG-1")]
    public void There_are_twelve_levels_and_none_of_35_years()
    {
        Assert.Equal([30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90], Policy.Levels);
        Assert.Null(Policy.LevelOf(35));
        Assert.Equal(40, Policy.NextAfter(30));
        Assert.Null(Policy.NextAfter(90));
    }

    [Theory]
    [Rule("R-BDG-2")]
    [InlineData(64, 0, Ground.SeriousIllness, 65, true)]
    [InlineData(63, 11, Ground.SeriousIllness, 65, false)]
    [InlineData(68, 0, Ground.SeriousIllness, 70, true)]
    [InlineData(67, 11, Ground.SeriousIllness, 70, false)]
    [InlineData(69, 0, Ground.Posthumous, 70, true)]
    [InlineData(68, 11, Ground.Posthumous, 70, false)]
    public void A_badge_may_come_early(int years, int months, Ground ground, int level, bool allowed)
    {
        var day = new DateOnly(2026, 6, 15);
        var answer = BadgeApi.Judge(day.AddMonths(-((years * 12) + months)), ground, day);
        Assert.Equal((level, allowed, (years * 12) + months, "R-BDG-2"), (answer.Level, answer.Allowed, answer.PartyAgeMonths, answer.Rule));
    }

    [Theory]
    [Rule("R-BDG-3")]
    [InlineData("2026-03-01", "2026-05-19")]
    [InlineData("2026-05-31", "2026-05-19")]
    [InlineData("2026-06-01", "2026-09-02")]
    [InlineData("2026-09-30", "2026-09-02")]
    [InlineData("2026-10-01", "2026-11-07")]
    [InlineData("2026-11-30", "2026-11-07")]
    [InlineData("2026-12-01", "2027-02-03")]
    [InlineData("2026-02-28", "2026-02-03")]
    [InlineData("2028-02-29", "2028-02-03")]
    public void The_award_day_follows_from_the_window(string full, string award) => Assert.Equal(IsoDate.Parse(award), Policy.AwardDayOf(IsoDate.Parse(full)));

    [Fact]
    [Rule("R-BDG-3")]
    public void Every_day_lies_in_the_window_of_its_award_day_and_in_no_other()
    {
        var days = Enumerable.Range(0, 366 * 8).Select(new DateOnly(2024, 1, 1).AddDays).ToList();
        Assert.All(days, day =>
        {
            var (first, last) = Policy.WindowOf(Policy.AwardDayOf(day))!.Value;
            Assert.InRange(day, first, last);
        });
        Assert.Null(Policy.WindowOf(new DateOnly(2026, 11, 8)));
        Assert.Equal(new DateOnly(2027, 2, 3), Policy.NextAwardDay(new DateOnly(2026, 11, 8)));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(45)]
    public void Who_is_found_for_an_award_day_has_full_years_in_its_window(int level)
    {
        var window = Policy.WindowOf(new DateOnly(2026, 2, 3))!.Value;
        var (_, first, last) = BadgeApi.AdmittedIn(window, level);
        var found = Enumerable.Range(-3, 120).Select(first.AddDays).Where(day => PartyAge.FullOn(day, level) >= window.First && PartyAge.FullOn(day, level) <= window.Last).ToList();
        Assert.Equal((found[0], found[^1]), (first, last));
    }
}
