namespace DienBien.Platform.Indicators.Facts;

/// <summary>Days of the province, which lies in Asia/Ho_Chi_Minh.</summary>
internal static class Today
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    internal static DateOnly Of(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, Zone));

    /// <summary>The moment at which a day begins, UTC.</summary>
    internal static DateTime StartOf(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone);
}
