using System.Globalization;
using System.Text.Json;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using Xunit;

namespace DienBien.Platform.Tests.Rules;

public sealed class VersionRules
{
    private static readonly PolicySet Policies = PolicySet.Load();

    [Theory]
    [Rule("R-VER-1")]
    [InlineData("2025-06-30", "232-QĐ/TW")]
    [InlineData("2025-07-01", "294-QĐ/TW")]
    [InlineData("2026-07-25", "294-QĐ/TW")]
    [InlineData("2026-07-26", "208-QĐ/TW")]
    [InlineData("2026-11-24", "208-QĐ/TW")]
    public void A_case_gets_the_version_in_force_when_it_opens(string opened, string version) =>
        Assert.Equal(version, Policies["charter-implementation"].On(Date(opened)).Version);

    [Fact]
    [Rule("R-VER-2")]
    public void A_later_decision_leaves_what_was_computed_before_it_byte_for_byte()
    {
        const string code = "charter-implementation";
        var changed = Policies.With(new PolicyOverride
        {
            Policy = code,
            Decision = "12-QĐ/TU",
            ValidFrom = new(2026, 1, 1),
            Parameters = new Dictionary<string, PolicyParameter>
            {
                ["monthEnd"] = new() { Value = JsonSerializer.SerializeToElement("Overflow"), Clause = "12-QĐ/TU", Rule = "R-VER-4", Confidence = "local" },
            },
        });

        var before = new[] { "2025-06-30", "2025-07-01", "2025-12-31" };
        Assert.All(before, day => Assert.Equal(Bytes(Policies[code].On(Date(day))), Bytes(changed[code].On(Date(day)))));
        Assert.All(Policies[code].Versions, version => Assert.Contains(changed[code].Versions, kept => kept.Version == version.Version || kept.Version.StartsWith($"{version.Version}+", StringComparison.Ordinal)));
        Assert.Equal("294-QĐ/TW+12-QĐ/TU", changed[code].On(new(2026, 1, 1)).Version);
        Assert.Equal(MonthEnd.Overflow, changed[code].On(new(2026, 11, 24)).Choice<MonthEnd>("monthEnd"));
        Assert.Equal(MonthEnd.Clamp, changed[code].Version("294-QĐ/TW").Choice<MonthEnd>("monthEnd"));
    }

    [Fact]
    [Rule("R-VER-3")]
    public void A_deadline_explains_itself()
    {
        var resolution = new DateOnly(2025, 12, 1);
        var deadline = Deadline.Compute("R-ADM-10", "P294 §4.3.1", Term.Parse("45 Wd"), "cell resolution", resolution, WorkingDays.Vietnam);
        Assert.Equal("45 Wd from cell resolution, P294 §4.3.1", deadline.Summary);
        Assert.Equal(("R-ADM-10", resolution, TermUnit.WorkingDay), (deadline.Rule, deadline.StartDate, deadline.Term.Unit));
        Assert.Equal(new DateOnly(2026, 2, 3), deadline.DueDate);
        Assert.True(deadline.Uncertain);
        Assert.False(deadline.IsOverdue(deadline.DueDate));
        Assert.True(deadline.IsOverdue(deadline.DueDate.AddDays(1)));
    }

    [Theory]
    [Rule("R-VER-3")]
    [InlineData("90 d", CountingConvention.ExcludeStart, "2025-05-31")]
    [InlineData("90 d", CountingConvention.IncludeStart, "2025-05-30")]
    [InlineData("12 m", CountingConvention.ExcludeStart, "2026-03-02")]
    [InlineData("-30 d", CountingConvention.ExcludeStart, "2025-01-31")]
    public void Days_and_months_count_as_they_are(string term, CountingConvention convention, string due) =>
        Assert.Equal(Date(due), Deadline.Compute("R-TRF-1", "x", Term.Parse(term), "event", new(2025, 3, 2), WorkingDays.Vietnam, convention).DueDate);

    [Theory]
    [Rule("R-VER-4")]
    [InlineData("2025-08-31", 12, MonthEnd.Clamp, "2026-08-31")]
    [InlineData("2024-02-29", 12, MonthEnd.Clamp, "2025-02-28")]
    [InlineData("2024-02-29", 12, MonthEnd.Overflow, "2025-03-01")]
    [InlineData("2025-08-31", 6, MonthEnd.Clamp, "2026-02-28")]
    [InlineData("2025-01-31", 1, MonthEnd.Overflow, "2025-03-01")]
    [InlineData("2024-03-31", -1, MonthEnd.Clamp, "2024-02-29")]
    public void Months_stop_at_the_end_of_the_month(string start, int months, MonthEnd monthEnd, string end) =>
        Assert.Equal(Date(end), Months.Add(Date(start), months, monthEnd));

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Bytes(PolicyVersion version) => JsonSerializer.Serialize(new { version.Version, version.Parameters });
}
