using System.Globalization;

namespace DienBien.Platform.Shared.Calendar;

/// <summary>Dates as they are stored, sent and compared: yyyy-MM-dd, whatever the machine's culture.</summary>
public static class IsoDate
{
    /// <summary>The form.</summary>
    public const string Form = "yyyy-MM-dd";

    /// <summary>Writes a date.</summary>
    /// <param name="date">The date.</param>
    public static string Of(DateOnly date) => date.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Writes a date, or an empty text where there is none.</summary>
    /// <param name="date">The date, or null.</param>
    public static string Of(DateOnly? date) => date is { } day ? Of(day) : "";

    /// <summary>Reads a date that somebody else wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">The date.</param>
    /// <returns>False if there is no such date or it is written in another form.</returns>
    public static bool TryParse(string text, out DateOnly date) => DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>Reads a date that this program wrote.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static DateOnly Parse(string text) => DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture);

    /// <summary>Reads a date that this program wrote, or null from an empty text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static DateOnly? ParseOptional(string text) => text.Length == 0 ? null : Parse(text);
}
