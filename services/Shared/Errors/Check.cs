using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Shared.Errors;

/// <summary>Collects what is wrong with a request, so that the caller learns of all of it at once.</summary>
public sealed class Check
{
    /// <summary>The moment by which everything is known, UTC: a later one is read as this, which all databases can hold.</summary>
    public static readonly DateTime EndOfTime = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc);

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

    /// <summary>Reads the moment up to which things are known, UTC, to the microsecond as recorded times are; null if it is not stated.</summary>
    /// <param name="moment">The moment. Over gRPC it may be one that does not exist.</param>
    /// <param name="field">The proto path.</param>
    public DateTime? KnownAt(Timestamp? moment, string field)
    {
        if (moment is null)
        {
            return null;
        }

        var exists = moment.Nanos is >= 0 and < 1_000_000_000 && moment.Seconds is >= -62_135_596_800 and <= 253_402_300_799;
        That(exists, field, "TIME_INVALID");
        var known = exists ? moment.ToDateTime() : EndOfTime;
        return known < EndOfTime ? known.AddTicks(-(known.Ticks % TimeSpan.TicksPerMicrosecond)) : EndOfTime;
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
