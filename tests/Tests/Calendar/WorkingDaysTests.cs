using System.Globalization;
using CsCheck;
using DienBien.Platform.Shared.Calendar;
using Xunit;

namespace DienBien.Platform.Tests.Calendar;

public sealed class WorkingDaysTests
{
    private static readonly WorkingDays Calendar = WorkingDays.Vietnam;

    // Far enough from both ends for 400 working days either way.
    private static readonly Gen<DateOnly> Day = Gen.Int[new DateOnly(2025, 9, 1).DayNumber, new DateOnly(2029, 3, 31).DayNumber].Select(DateOnly.FromDayNumber);

    // 60 working days more need a little more room at the end.
    private static readonly Gen<DateOnly> EarlierDay = Day.Where(day => day.Year < 2029);
    private static readonly Gen<int> Count = Gen.Int[-400, 400];
    private static readonly Gen<CountingConvention> Convention = Gen.Bool.Select(include => include ? CountingConvention.IncludeStart : CountingConvention.ExcludeStart);

    [Theory]
    [InlineData("2025-01-24", 1, "2025-02-03", false)]
    [InlineData("2025-04-25", 1, "2025-04-26", false)]
    [InlineData("2025-04-29", 1, "2025-05-05", false)]
    [InlineData("2026-08-28", 1, "2026-09-03", true)]
    [InlineData("2026-11-23", 1, "2026-11-25", false)]
    [InlineData("2026-11-25", -1, "2026-11-23", false)]
    [InlineData("2026-11-24", 0, "2026-11-24", false)]
    public void Holidays_and_compensating_days_count_as_announced(string start, int n, string due, bool uncertain) =>
        Assert.Equal(new WorkingDay(Date(due), uncertain), Calendar.Add(Date(start), n));

    [Fact]
    public void The_start_counts_if_the_policy_says_so()
    {
        Assert.Equal(new DateOnly(2026, 11, 23), Calendar.Add(new(2026, 11, 23), 1, CountingConvention.IncludeStart).Date);
        Assert.Equal(new DateOnly(2026, 11, 25), Calendar.Add(new(2026, 11, 24), 1, CountingConvention.IncludeStart).Date);
        Assert.Equal(1, Calendar.Between(new(2026, 11, 23), new(2026, 11, 23), CountingConvention.IncludeStart).Count);
    }

    [Fact]
    public void A_holiday_on_a_weekend_makes_the_days_after_it_uncertain()
    {
        // 1 May 2027 is a Saturday: the day off that replaces it has not been announced.
        Assert.True(Calendar.Add(new(2027, 5, 2), 1).Uncertain);
        Assert.False(Calendar.Add(new(2027, 5, 3), 1).Uncertain);
    }

    [Fact]
    public void A_day_outside_the_table_is_an_error_and_not_a_guess()
    {
        Assert.Throws<UncoveredDateException>(() => Calendar.IsWorkingDay(new(2023, 12, 31)));
        Assert.Throws<UncoveredDateException>(() => Calendar.Between(new(2030, 12, 31), new(2031, 1, 1)));
        Assert.Throws<UncoveredDateException>(() => Calendar.Add(new(2024, 1, 2), -1));
        var error = Assert.Throws<UncoveredDateException>(() => Calendar.Add(new(2030, 12, 1), int.MaxValue));
        Assert.Equal((new DateOnly(2024, 1, 1), new DateOnly(2030, 12, 31)), (error.FirstDay, error.LastDay));
        Assert.Equal("2147483647 working days from 2030-12-01 end outside the working-day calendar, which covers 2024-2030.", error.Message);
    }

    [Fact]
    public void Adding_agrees_with_a_walk_day_by_day() => Gen.Select(Day, Count, Convention).Sample((start, n, convention) =>
        Assert.Equal(NaiveCalendar.Walk(start, n, convention), Calendar.Add(start, n, convention).Date));

    [Fact]
    public void Adding_never_lands_on_a_day_off() => Gen.Select(Day, Count, Convention).Sample((start, n, convention) =>
        n == 0 || Calendar.IsWorkingDay(Calendar.Add(start, n, convention).Date));

    [Fact]
    public void Adding_is_monotonic() => Gen.Select(EarlierDay, Gen.Int[0, 60], Count, Gen.Int[0, 60]).Sample((start, later, n, more) =>
        n == 0 || n + more == 0 || (Calendar.Add(start, n).Date <= Calendar.Add(start.AddDays(later), n).Date && Calendar.Add(start, n).Date <= Calendar.Add(start, n + more).Date));

    [Fact]
    public void Counting_is_the_reverse_of_adding() => Gen.Select(Day, Count, Convention).Where(sample => sample.Item2 != 0).Sample((start, n, convention) =>
    {
        var due = Calendar.Add(start, n, convention);
        // A start that is worked and counts is both the first day forwards and the first backwards: it is told forwards.
        var count = due.Date == start ? 1 : n;
        Assert.Equal(new WorkingDayCount(count, due.Uncertain), Calendar.Between(start, due.Date, convention));
    });

    [Fact]
    public void Uncertainty_is_that_of_the_rows_crossed() => Gen.Select(Day, Gen.Int[1, 400]).Sample((start, n) =>
        Assert.True(!NaiveCalendar.CrossesDoubtfulRow(start.AddDays(1), Calendar.Add(start, n).Date) || Calendar.Add(start, n).Uncertain));

    [Theory]
    [InlineData("2025-01-01,OFF,x,law")]
    [InlineData("date,kind,name,confidence")]
    [InlineData("date,kind,name,confidence\n2025-02-30,OFF,x,law")]
    [InlineData("date,kind,name,confidence\n2025-01-01,MAYBE,x,law")]
    [InlineData("date,kind,name,confidence\n2025-01-01,OFF,x,rumour")]
    [InlineData("date,kind,name,confidence\n2025-01-01,OFF,x,law\n2025-01-01,WORK,x,law")]
    public void A_malformed_table_is_refused(string csv) => Assert.Throws<FormatException>(() => WorkingDays.Read(new StringReader(csv)));

    [Fact]
    public void A_table_can_be_replaced()
    {
        var other = WorkingDays.Read(new StringReader("date,kind,name,confidence\n2031-01-01,OFF,Tết Dương lịch,law\n"));
        Assert.Equal(new DateOnly(2031, 1, 2), other.Add(new(2031, 1, 1), 1).Date);
        Assert.Equal(new DateOnly(2031, 12, 31), other.LastDay);
    }

    [Theory]
    [InlineData("2026-11-23T16:59:59Z", "2026-11-23")]
    [InlineData("2026-11-23T17:00:00Z", "2026-11-24")]
    public void Today_is_that_of_Vietnam(string instant, string date)
    {
        var clock = new FixedClock(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
        Assert.Equal(Date(date), clock.Today());
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
