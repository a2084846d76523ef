using DienBien.Platform.Membership.Life;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using DienBien.Platform.Tests.Rules;
using Xunit;
using Ground = DienBien.Membership.V1.MemberFact.Types.Ground;

namespace DienBien.Platform.Tests.Membership.Life;

public sealed class LifeRuleTests
{
    private static readonly PolicyVersion Policy = LifeRules.On(new DateOnly(2026, 1, 1));

    [Theory]
    [Rule("R-EXM-1")]
    [InlineData(Ground.OldAge, true)]
    [InlineData(Ground.PoorHealth, true)]
    [InlineData(Ground.LongTreatment, false)]
    [InlineData(Ground.Abroad, false)]
    [InlineData(Ground.Maternity, false)]
    public void The_cell_decides_on_the_old_and_weak_alone(Ground ground, bool cell) => Assert.Equal(cell, LifeRules.CellDecides(Policy, ground));

    [Theory]
    [Rule("R-EXM-2")]
    [InlineData(9, 1, 0, 8)]
    [InlineData(9, 1, 1, 9)]
    public void An_exempt_member_counts_if_he_comes_and_votes(int official, int exempt, int attending, int n) => Assert.Equal(n, LifeRules.Denominator(Policy, official, exempt, attending));

    [Theory]
    [Rule("R-DEL-2")]
    [InlineData("2025-04-01", "2026-03-01", false)]
    [InlineData("2025-03-01", "2026-03-01", true)]
    public void No_progress_needs_12_months(string educated, string day, bool enough) => Assert.Equal(enough, LifeRules.HadTime(Policy, IsoDate.Parse(educated), IsoDate.Parse(day)));

    [Theory]
    [Rule("R-DEL-3")]
    [InlineData(2024, 2026, false)]
    [InlineData(2024, 2025, true)]
    [InlineData(2025, 2024, true)]
    public void Breaches_are_in_two_years_running(int first, int second, bool running) => Assert.Equal(running, LifeRules.RunsOn(Policy, [first, second]));

    [Theory]
    [Rule("R-DEL-4")]
    [InlineData(6, 9, 5, 9, true)]
    [InlineData(5, 9, 5, 9, false)]
    [InlineData(6, 9, 4, 8, false)]
    [InlineData(14, 20, 5, 8, true)]
    [InlineData(13, 20, 5, 8, false)]
    public void A_deletion_needs_two_thirds_below_and_a_majority_above(int cellInFavour, int cell, int superiorInFavour, int superior, bool carried) =>
        Assert.Equal(carried, LifeRules.Carries(Policy, cellInFavour, cell, superiorInFavour, superior));

    [Theory]
    [Rule("R-DEL-5")]
    [InlineData("complaint", 30)]
    [InlineData("settleProvince", 90)]
    [InlineData("settleCentre", 180)]
    public void Complaints_have_terms(string parameter, int days) => HasTerm(parameter, days);

    [Theory]
    [Rule("R-DEL-6")]
    [InlineData("replyGrassroots", 30)]
    [InlineData("replySuperior", 60)]
    [InlineData("replyCentre", 90)]
    public void Replies_have_terms(string parameter, int days) => HasTerm(parameter, days);

    [Theory]
    [Rule("R-DEL-5")]
    [InlineData(30, true, false, true, null)]
    [InlineData(31, true, false, true, "LATE")]
    [InlineData(1, false, false, true, "ON_BEHALF")]
    [InlineData(1, true, true, true, "SETTLED_AT_THE_TOP")]
    [InlineData(1, true, false, false, "NO_DECISION")]
    public void Four_reasons_refuse_a_complaint(int day, bool inPerson, bool settled, bool decided, string? reason)
    {
        var received = new DateOnly(2026, 3, 2);
        Assert.Equal(reason, LifeRules.RefusalOf(Policy, decided ? received : null, WorkingDays.Vietnam.Add(received, day).Date, inPerson, settled));
    }

    private static void HasTerm(string parameter, int days)
    {
        var start = new DateOnly(2026, 3, 2);
        var deadline = Policy.Deadline(parameter, "", start, WorkingDays.Vietnam);
        Assert.False(deadline.IsOverdue(WorkingDays.Vietnam.Add(start, days).Date));
        Assert.True(deadline.IsOverdue(WorkingDays.Vietnam.Add(start, days + 1).Date));
    }
}
