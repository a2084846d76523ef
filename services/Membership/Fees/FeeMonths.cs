using System.Globalization;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Fees;

/// <summary>Months, written yyyy-MM and kept as their first day.</summary>
internal static class FeeMonths
{
    private const string Form = "yyyy-MM";

    public static string Of(DateOnly month) => month.ToString(Form, CultureInfo.InvariantCulture);

    public static string Of(DateOnly? month) => month is { } first ? Of(first) : "";

    public static DateOnly Holding(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>A month that may be left out.</summary>
    public static DateOnly? OptionalMonth(this Check check, string text, string field)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year >= 1900)
        {
            return month;
        }

        check.That(false, field, "MONTH_INVALID");
        return null;
    }

    /// <summary>A month that must be stated.</summary>
    public static DateOnly Month(this Check check, string text, string field)
    {
        check.That(text.Length > 0, field, "FIELD_REQUIRED");
        return check.OptionalMonth(text, field) ?? default;
    }
}
