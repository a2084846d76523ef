using System.Globalization;
using DienBien.Platform.Shared.Calendar;

namespace DienBien.Platform.Tests.Calendar;

/// <summary>The slow and obvious calendar, from its own copy of the table.</summary>
internal static class NaiveCalendar
{
    private static readonly Dictionary<DateOnly, string[]> Rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Calendar", "Data", "working-day-exceptions.csv"))
        .Skip(1).Select(line => line.Split(',')).ToDictionary(row => DateOnly.ParseExact(row[0], "yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static DateOnly Walk(DateOnly start, int n, CountingConvention convention)
    {
        var step = Math.Sign(n);
        var left = Math.Abs(n);
        var day = start;
        if (left > 0 && convention == CountingConvention.IncludeStart && Works(day))
        {
            left--;
        }

        while (left > 0)
        {
            day = day.AddDays(step);
            left -= Works(day) ? 1 : 0;
        }

        return day;
    }

    public static bool CrossesDoubtfulRow(DateOnly from, DateOnly to) =>
        Rows.Any(row => row.Key >= from && row.Key <= to && row.Value[3] is ("GK" or "provisional"));

    private static bool Works(DateOnly day) =>
        Rows.TryGetValue(day, out var row) ? row[1] == "WORK" : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
