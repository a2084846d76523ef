namespace DienBien.Platform.Shared.Calendar;

/// <summary>A date, or the end of a period, lies outside the years of the working-day calendar: a guess would be a wrong deadline.</summary>
/// <param name="message">What was asked and which years are covered.</param>
/// <param name="firstDay">First day covered.</param>
/// <param name="lastDay">Last day covered.</param>
public sealed class UncoveredDateException(string message, DateOnly firstDay, DateOnly lastDay) : Exception(message)
{
    /// <summary>First day covered.</summary>
    public DateOnly FirstDay { get; } = firstDay;

    /// <summary>Last day covered.</summary>
    public DateOnly LastDay { get; } = lastDay;
}
