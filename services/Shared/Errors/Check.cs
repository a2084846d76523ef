using DienBien.Platform.Shared.Calendar;

namespace DienBien.Platform.Shared.Errors;

/// <summary>Collects what is wrong with a request, so that the caller learns of all of it at once.</summary>
public sealed class Check
{
    private readonly List<Violation> violations = [];

    /// <summary>True while nothing is wrong.</summary>
    public bool Ok => violations.Count == 0;

    /// <summary>Notes a violation unless the condition holds.</summary>
    public Check That(bool condition, string field, string reason, string rule = "")
    {
        if (!condition)
        {
            violations.Add(new Violation(field, reason, rule));
        }

        return this;
    }

    /// <summary>Reads a required date.</summary>
    /// <param name="text">The text, yyyy-MM-dd.</param>
    /// <param name="field">The proto path.</param>
    public DateOnly Date(string text, string field)
    {
        if (text.Length == 0)
        {
            That(false, field, "FIELD_REQUIRED");
        }

        return OptionalDate(text, field) ?? default;
    }

    /// <summary>Reads a date that may be left out.</summary>
    /// <param name="text">The text, yyyy-MM-dd, or empty.</param>
    /// <param name="field">The proto path.</param>
    public DateOnly? OptionalDate(string text, string field)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (IsoDate.TryParse(text, out var date) && date.Year >= 1900)
        {
            return date;
        }

        That(false, field, "DATE_INVALID");
        return null;
    }

    /// <summary>Throws if anything was wrong.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT with all violations.</exception>
    public void OrThrow()
    {
        if (violations.Count > 0)
        {
            throw Problems.Invalid(violations);
        }
    }
}
