namespace DienBien.Platform.Shared.Calendar;

/// <summary>Dates as people in Vietnam read them from the clock.</summary>
public static class VietnamTime
{
    // Asia/Ho_Chi_Minh has stood at +07:00 without summer time since 1975; small container images carry no time-zone data.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>Today in Asia/Ho_Chi_Minh.</summary>
    /// <param name="clock">The injected clock.</param>
    /// <returns>The date.</returns>
    public static DateOnly Today(this TimeProvider clock) => DateOf(clock.GetUtcNow());

    /// <summary>The date in Asia/Ho_Chi_Minh at an instant.</summary>
    /// <param name="instant">The instant, in any offset.</param>
    /// <returns>The date.</returns>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant at which a date begins in Asia/Ho_Chi_Minh.</summary>
    /// <param name="date">The date.</param>
    /// <returns>The instant, UTC.</returns>
    public static DateTime StartOf(DateOnly date) => new DateTimeOffset(date, TimeOnly.MinValue, Offset).UtcDateTime;
}
