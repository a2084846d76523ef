namespace DienBien.Platform.Shared.Calendar;

/// <summary>Whether the day that starts a period is its first day. No text read so far says so, hence a policy parameter.</summary>
public enum CountingConvention
{
    /// <summary>Day one is the day after the start (the default).</summary>
    ExcludeStart,

    /// <summary>The start is day one; in working days, if it is one itself.</summary>
    IncludeStart,
}
