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
    public void The_commune_s_clerk_sees_the_same_of_the_commune(string day) => Agree("for the commune's clerk", day);

    [Theory]
    [MemberData(nameof(MonthEnds))]
    public void Asked_later_it_is_what_was_true_then(string day) => Agree("looking back", day);

    [Theory]
    [MemberData(nameof(MonthEnds))]
    public void What_was_known_then_is_still_told(string day) => Agree("as known then", day);

    [Fact]
    public void So_it_is_on_any_other_day() => Agree("on any day", "");

    [Fact]
    public void Every_list_has_something_to_say_in_the_year() =>
        Assert.Empty(year.Comparisons.GroupBy(c => (c.When, c.List)).Where(list => list.All(c => c.Said.Count == 0)).Select(list => list.Key));

    [Fact]
    public void The_year_has_what_it_was_written_for()
    {
        // The commune reaches 4 % with the admission of November, recorded in December; villages lose their own cells in August and two gain them in October.
        Assert.Equal(["NotMet", "NotMet", "Met"], Lines("indicators", "NT T6 ", "2026-06-30", "2026-09-30", "2026-12-31").Select(line => line.Split(' ')[3].TrimEnd(':')));
        Assert.Equal(["15/17", "13/17", "15/17"], Lines("indicators", "NT T5 ", "2026-07-31", "2026-09-30", "2026-10-31").Select(line => line.Split(' ')[2]));
        Assert.Contains("VILLAGE Member 3 of 7: 1 exceeded", Lines("review caps", "VILLAGE Member", "2026-12-31"));
        // By the regulation of June from the receipt, by that of July from the issue, of two decisions of one day (R-ADM-11).
        Assert.Equal(["Giang R-ADM-11 due 2026-10-22 at C17 by 294-QĐ/TW Upcoming", "Hoa R-ADM-11 due 2026-10-19 at C18 by 208-QĐ/TW Upcoming"],
            Lines("deadlines", "Giang R-ADM-11", "2026-09-30").Concat(Lines("deadlines", "Hoa R-ADM-11", "2026-09-30")));
    }

    private IEnumerable<string> Lines(string list, string beginning, params string[] days) => days.SelectMany(day =>
        year.Comparisons.Single(c => c.When == "at the month's end" && c.List == list && Truth.Text(c.Day) == day).Answered.Where(line => line.StartsWith(beginning, StringComparison.Ordinal)));

    private void Agree(string when, string day)
    {
        var compared = year.Comparisons.FindAll(c => c.When == when && (day.Length == 0 || Truth.Text(c.Day) == day));
        Assert.NotEmpty(compared);
        Assert.Contains(compared, c => c.Said.Count > 0);
        var differences = compared.SelectMany(c => c.Differences).ToList();
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(200))}");
    }
}
