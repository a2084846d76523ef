namespace DienBien.Platform.Shared.Calendar;

/// <summary>A date, or the end of a period, lies outside the years of the working-day calendar: a guess would be a wrong deadline.</summary>
/// <param name="message">What was asked and which years are covered.</param>
/// <param name="year">The year that is not covered.</param>
/// <param name="firstDay">First day covered.</param>
/// <param name="lastDay">Last day covered.</param>
public sealed class UncoveredDateException(string message, int year, DateOnly firstDay, DateOnly lastDay) : Exception(message)
{
    /// <summary>The year that is not covered: that of the date, or the first one beyond the calendar that a period runs into.</summary>
    public int Year { get; } = year;

    /// <summary>First day covered.</summary>
    public DateOnly FirstDay { get; } = firstDay;

    /// <summary>Last day covered.</summary>
    public DateOnly LastDay { get; } = lastDay;
}
