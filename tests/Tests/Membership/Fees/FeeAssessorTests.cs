using DienBien.Platform.Membership.Fees;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Tests.Rules;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Fees;

/// <summary>Fees as a function of facts and policy.</summary>
public sealed class FeeAssessorTests
{
    [Fact]
    [Rule("R-FEE-1")]
    public void One_per_cent_of_the_salary_of_the_month_before()
    {
        var subject = Subject(bases: [Basis("INSURED_SALARY", 8_450_000, "2026-01"), Basis("INSURED_SALARY", 9_000_000, "2026-05")]);
        Assert.Equal(84_500, Assess(subject, "2026-02").Due);
        Assert.Equal((84_500, "1/100", 8_450_000, "2026-04"), Shape(Assess(subject, "2026-05")));
        Assert.Equal((90_000, "1/100", 9_000_000, "2026-05"), Shape(Assess(subject, "2026-06")));
    }

    [Theory]
    [Rule("R-FEE-1")]
    [InlineData("INSURANCE_BENEFIT", 6_000_000, 60_000)]
    [InlineData("PENSION", 5_000_000, 25_000)]
    [InlineData("STUDENT", 0, 5_000)]
    [InlineData("PENSION", 5_000_099, 25_000)]
    [InlineData("PENSION", 5_000_100, 25_001)]
    public void Each_group_has_its_rate_and_a_half_dong_goes_up(string group, long amount, long due)
    {
        var subject = Subject(bases: [Basis(group, amount, "2026-01")]);
        Assert.Equal(due, Assess(subject, "2026-06").Due);
    }

    [Theory]
    [Rule("R-FEE-2")]
    [InlineData("OTHER_BELOW_RETIREMENT", "2027-12", 11_100)]
    [InlineData("OTHER_BELOW_RETIREMENT", "2028-01", 18_500)]
    [InlineData("OTHER_RETIREMENT_AGE", "2027-12", 7_400)]
    [InlineData("OTHER_RETIREMENT_AGE", "2028-01", 11_100)]
    public void Without_a_salary_a_share_of_the_regions_minimum_wage(string group, string month, long due)
    {
        var assessment = Assess(Subject(bases: [Basis(group, 0, "2026-01")]), month);
        Assert.Equal((due, "IV", 3_700_000L), (assessment.Due, assessment.Region, assessment.Base));
    }

    [Fact]
    [Rule("R-FEE-2")]
    public void The_region_is_that_of_the_collecting_cell() =>
        Assert.Equal(12_420, Assess(Subject(bases: [Basis("OTHER_BELOW_RETIREMENT", 0, "2026-01")]) with { AreaCode = "03127" }, "2026-06").Due);

    [Theory]
    [Rule("R-FEE-3")]
    [InlineData("1976-07-15", "2026-06", 30_000)]
    [InlineData("1976-06-15", "2026-06", 0)]
    public void Fifty_years_of_party_age_exempt(string admitted, string month, long due)
    {
        var subject = Subject(admitted, [Basis("PENSION", 6_000_000, "2026-01")]);
        Assert.Equal(due, Assess(subject, month).Due);
        Assert.Equal(due == 0 ? "R-FEE-3" : "R-FEE-1", Assess(subject, month).Rule);
    }

    [Fact]
    [Rule("R-FEE-4")]
    public void The_cell_reduces_by_30_50_or_70_per_cent_for_at_most_12_months()
    {
        Assert.All((int[])[30, 50, 70], percent => FeeApi.RequireAllowed(Reduction(percent, "2026-01", "2026-12")));
        Assert.Equal("R-FEE-4", Assert.Throws<Problem>(() => FeeApi.RequireAllowed(Reduction(40, "2026-01", "2026-12"))).Metadata["rule"]);
        Assert.Equal("REDUCTION_TOO_LONG", Assert.Throws<Problem>(() => FeeApi.RequireAllowed(Reduction(30, "2026-01", "2027-01"))).Reason);
        var subject = Subject(bases: [Basis("INSURED_SALARY", 8_450_000, "2026-01")]) with { Reliefs = [Reduction(30, "2026-03", "2026-04")] };
        Assert.Equal([84_500, 59_150, 59_150, 84_500], Array.ConvertAll((string[])["2026-02", "2026-03", "2026-04", "2026-05"], month => Assess(subject, month).Due));
    }

    [Fact]
    public void How_it_was_computed_is_told_in_both_languages()
    {
        var assessment = Assess(Subject(bases: [Basis("INSURED_SALARY", 8_450_000, "2026-01")]) with { Reliefs = [Reduction(50, "2026-03", "2026-04")] }, "2026-03");
        Assert.Equal("1/100 of 8,450,000 đ (02/2026) = 42,250 đ, reduced by 50 % (7-NQ/CB)", assessment.Computation);
        Assert.Equal("1/100 × 8.450.000 đ (02/2026) = 42.250 đ, đã giảm 50% (7-NQ/CB)", assessment.ComputationVi);
        Assert.Equal("01-QĐ/TW", assessment.PolicyVersion);
    }

    [Theory]
    [Rule("R-DEL-1")]
    [InlineData("2 5 9", 3)]
    [InlineData("2 5", 0)]
    public void Three_unpaid_months_of_the_year_make_a_proposal_wherever_they_lie(string unpaid, int months) =>
        Assert.Equal(months, FeeSheet.Proposed(FeePolicy.In(Month("2026-09")), [.. unpaid.Split(' ').Select(m => new DateOnly(2026, int.Parse(m, null), 1))]).Count);

    [Theory]
    [Rule("R-DEL-1")]
    [InlineData("2 5 9", 0)]
    [InlineData("2 3 5 6 7", 3)]
    public void Or_consecutive_ones_where_the_parameter_says_so(string unpaid, int months)
    {
        var version = FeePolicy.In(Month("2026-09")).Version;
        var parameters = new Dictionary<string, Shared.Policies.PolicyParameter>(version.Parameters);
        parameters["unpaidConsecutive"] = parameters["unpaidConsecutive"] with { Value = System.Text.Json.JsonSerializer.SerializeToElement(true) };
        var consecutive = new FeePolicy(version with { Parameters = parameters });
        Assert.Equal(months, FeeSheet.Proposed(consecutive, [.. unpaid.Split(' ').Select(m => new DateOnly(2026, int.Parse(m, null), 1))]).Count);
    }

    [Theory]
    [InlineData("2026-04-14", "2026-02")]
    [InlineData("2026-04-15", "2026-02")]
    [InlineData("2026-04-16", "2026-03")]
    [InlineData("2027-01-10", "2026-11")]
    [InlineData("2027-03-20", "2026-12 2027-02")]
    public void A_month_is_looked_through_when_the_time_for_lists_is_over(string today, string months) =>
        Assert.Equal(months.Split(' '), FeeWatch.Rounds(IsoDate.Parse(today)).Select(FeeMonths.Of));

    private static (long Due, string Rate, long Base, string Month) Shape(Assessment assessment) => (assessment.Due, assessment.Rate, assessment.Base, FeeMonths.Of(assessment.BaseMonth));

    private static Assessment Assess(FeeSubject subject, string month) => FeeAssessor.Assess(FeePolicy.In(Month(month)), subject, Month(month));

    private static FeeSubject Subject(string admitted = "2010-03-03", FeeBasisRow[]? bases = null) => new(IsoDate.Parse(admitted), "03316", bases ?? [], []);

    private static FeeBasisRow Basis(string group, long amount, string since) => new() { IncomeGroup = group, Amount = amount, SinceMonth = Month(since) };

    private static FeeReliefRow Reduction(int percent, string first, string last) =>
        new() { Kind = "REDUCTION", PercentOff = percent, FirstMonth = Month(first), LastMonth = Month(last), DocumentNumber = "7-NQ/CB" };

    private static DateOnly Month(string text) => IsoDate.Parse(text + "-01");
}
