using DienBien.Platform.Tests.Rules;
using Xunit;

namespace DienBien.Platform.Tests.Year;

/// <summary>Whether every list, deadline, statistic and indicator agrees with the script, then and later.</summary>
[Rule("R-VER-1")]
[Rule("R-IND-9")]
public sealed class ScriptedYearTests(ScriptedYear year) : IClassFixture<ScriptedYear>
{
    public static TheoryData<string> MonthEnds => [.. ScriptedYear.MonthEnds];

    [Theory]
    [MemberData(nameof(MonthEnds))]
    public void At_each_month_s_end_everything_agrees(string day) => Agree("at the month's end", day);

    [Theory]
    [MemberData(nameof(MonthEnds))]
    public void Asked_later_it_is_what_was_true_then(string day) => Agree("looking back", day);

    [Theory]
    [MemberData(nameof(MonthEnds))]
    public void What_was_known_then_is_still_told(string day) => Agree("as known then", day);

    [Fact]
    public void So_it_is_on_any_other_day() => Agree("on any day", "");

    private void Agree(string when, string day)
    {
        var compared = year.Comparisons.FindAll(c => c.When == when && (day.Length == 0 || Truth.Text(c.Day) == day));
        Assert.NotEmpty(compared);
        Assert.Contains(compared, c => c.Said.Count > 0);
        var differences = compared.SelectMany(c => c.Differences).ToList();
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(200))}");
    }
}
