namespace DienBien.Platform.Shared.Calendar;

/// <summary>What becomes of a day that the target month does not have (rule R-VER-4).</summary>
public enum MonthEnd
{
    /// <summary>The last day of the month: 31 August and six months give 28 February.</summary>
    Clamp,

    /// <summary>The first day of the next month: 29 February 2024 and twelve months give 1 March 2025.</summary>
    Overflow,
}

/// <summary>Month arithmetic (rule R-VER-4).</summary>
public static class Months
{
    /// <summary>The calendar months from one date's month to another's, whatever the days: 31 January to 1 February is one.</summary>
    /// <param name="from">The earlier date.</param>
    /// <param name="to">The later date.</param>
    /// <returns>Months; negative if <paramref name="to"/> lies in an earlier month.</returns>
    public static int Between(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month;

    /// <summary>Adds calendar months to a date.</summary>
    /// <param name="date">The date.</param>
    /// <param name="months">Months; may be negative.</param>
    /// <param name="monthEnd">What becomes of a day that the target month does not have.</param>
    /// <returns>The date with the same day number, or as <paramref name="monthEnd"/> says.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The result is not in the years 1 to 9999.</exception>
    public static DateOnly Add(DateOnly date, int months, MonthEnd monthEnd = MonthEnd.Clamp)
    {
        var clamped = date.AddMonths(months);
        return clamped.Day == date.Day || monthEnd == MonthEnd.Clamp ? clamped : clamped.AddDays(1);
    }
}
