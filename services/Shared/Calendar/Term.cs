using System.Globalization;

namespace DienBien.Platform.Shared.Calendar;

/// <summary>The unit in which a regulation counts.</summary>
public enum TermUnit
{
    /// <summary>Calendar days.</summary>
    Day,

    /// <summary>Working days (ngày làm việc).</summary>
    WorkingDay,

    /// <summary>Calendar months.</summary>
    Month,
}

/// <summary>A length of time as a regulation gives it, written <c>45 Wd</c>, <c>90 d</c> or <c>12 m</c> in policies.</summary>
/// <param name="Count">How many units; negative for a term that must end before its start event.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct Term(int Count, TermUnit Unit)
{
    /// <summary>Reads the written form.</summary>
    /// <param name="text">A whole number, a space, and <c>Wd</c>, <c>d</c> or <c>m</c>.</param>
    /// <returns>The term.</returns>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Term Parse(string text)
    {
        var parts = text.Split(' ');
        TermUnit? unit = parts[^1] switch { "Wd" => TermUnit.WorkingDay, "d" => TermUnit.Day, "m" => TermUnit.Month, _ => null };
        return parts.Length == 2 && unit is { } u && int.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            ? new(count, u)
            : throw new FormatException($"'{text}' is not a term such as '45 Wd', '90 d' or '12 m'.");
    }

    /// <summary>The written form.</summary>
    /// <returns>For instance <c>45 Wd</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} {Symbol}");

    private string Symbol => Unit switch
    {
        TermUnit.WorkingDay => "Wd",
        TermUnit.Day => "d",
        TermUnit.Month => "m",
        _ => throw new InvalidOperationException($"Unknown unit {Unit}."),
    };
}
