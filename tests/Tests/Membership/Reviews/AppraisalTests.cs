using DienBien.Platform.Membership.Reviews;
using DienBien.Platform.Tests.Rules;
using Xunit;
using Level = DienBien.Membership.V1.Review.Types.Level;

namespace DienBien.Platform.Tests.Membership.Reviews;

/// <summary>What the rules propose, without the service around them.</summary>
public sealed class AppraisalTests
{
    internal static readonly ReviewPolicy Now = ReviewPolicy.On(new(2026, 11, 24));

    [Fact]
    [Rule("R-REV-1")]
    public void A_hundred_points_are_thirty_general_and_seventy_for_tasks() => Assert.Equal((300, 700), (Now.GeneralMax, Now.TaskMax));

    [Theory]
    [Rule("R-REV-2")]
    [InlineData(1000, Level.Excellent)]
    [InlineData(900, Level.Excellent)]
    [InlineData(899, Level.Good)]
    [InlineData(700, Level.Good)]
    [InlineData(699, Level.Completed)]
    [InlineData(500, Level.Completed)]
    [InlineData(499, Level.NotCompleted)]
    [InlineData(0, Level.NotCompleted)]
    public void The_score_sets_the_band(int tenths, Level level) => Assert.Equal(level, Appraisal.Of(Now, new Merits(tenths, 10, 10, 10, 3)).Level);

    [Theory]
    [Rule("R-REV-3")]
    [InlineData(950, 100, 100, 30, false, Level.Excellent, "")]
    [InlineData(950, 100, 100, 29, false, Level.Good, "REVIEW_BEYOND_SHORT")]
    [InlineData(950, 100, 99, 30, false, Level.Completed, "REVIEW_NOT_ON_TIME REVIEW_NOT_ON_TIME")]
    [InlineData(950, 100, 100, 30, true, Level.Good, "REVIEW_DISCIPLINED")]
    [InlineData(950, 0, 0, 0, false, Level.Good, "REVIEW_BEYOND_SHORT")]
    public void Excellent_needs_more_than_points(int tenths, int tasks, int onTime, int beyond, bool disciplined, Level level, string grounds)
    {
        var proposal = Appraisal.Of(Now, new Merits(tenths, tasks, tasks, onTime, beyond, disciplined));
        Assert.Equal(level, proposal.Level);
        Assert.Equal(["REVIEW_SCORE", .. grounds.Split(' ', StringSplitOptions.RemoveEmptyEntries)], proposal.Grounds.Select(ground => ground.Reason));
        Assert.All(proposal.Grounds, ground => Assert.StartsWith("366-QĐ/TW", ground.Clause, StringComparison.Ordinal));
        Assert.All(proposal.Grounds, ground => Assert.DoesNotContain('{', ground.Text + ground.TextVi));
    }

    [Theory]
    [Rule("R-REV-4")]
    [InlineData(100, 80, Level.Completed)]
    [InlineData(100, 79, Level.NotCompleted)]
    [InlineData(99, 99, Level.NotCompleted)]
    public void Completed_needs_all_tasks_and_few_late(int done, int onTime, Level level) =>
        Assert.Equal(level, Appraisal.Of(Now, new Merits(600, 100, done, onTime, 0)).Level);

    [Fact]
    [Rule("R-REV-4")]
    public void The_ground_tells_the_rule_and_the_figures()
    {
        var ground = Appraisal.Of(Now, new Merits(600, 100, 100, 79, 0)).Grounds[^1];
        Assert.Equal(("R-REV-4", "REVIEW_TOO_LATE", "21 of 100 tasks were late."), (ground.Rule, ground.Reason, ground.Text));
    }

    [Theory]
    [Rule("R-REV-5")]
    [InlineData(40, 8)]
    [InlineData(44, 8)]
    [InlineData(45, 9)]
    [InlineData(4, 0)]
    [InlineData(0, 0)]
    public void The_cap_is_a_fifth_of_good_rounded_down(long good, long allowed) => Assert.Equal(allowed, ReviewCaps.Allowed(Now, good, good + 100));

    [Theory]
    [Rule("R-REV-5")]
    [InlineData("Good", "Up", 4, 100, 1)]
    [InlineData("Good", "Nearest", 4, 100, 1)]
    [InlineData("Good", "Nearest", 2, 100, 0)]
    [InlineData("All", "Down", 4, 100, 20)]
    public void Base_and_rounding_are_parameters(string capBase, string rounding, long good, long rated, long allowed) =>
        Assert.Equal(allowed, ReviewCaps.Allowed(With(("capBase", capBase), ("capRounding", rounding)), good, rated));

    [Theory]
    [Rule("R-REV-6")]
    [InlineData("EXEMPT", false)]
    [InlineData("SUSPENDED", false)]
    [InlineData("ENDED", false)]
    [InlineData("PROBATIONARY", true)]
    public void Exempt_and_suspended_are_not_rated(string state, bool rated) => Assert.Equal(rated, Rating.IsRated([state], Now));

    private static ReviewPolicy With(params (string Name, string Value)[] changes) => new(Now.Version with
    {
        Parameters = Now.Version.Parameters.ToDictionary(
            pair => pair.Key,
            pair => Array.Find(changes, change => change.Name == pair.Key) is { Name: not null } change ? pair.Value with { Value = System.Text.Json.JsonSerializer.SerializeToElement(change.Value) } : pair.Value),
    });
}
