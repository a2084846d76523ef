using System.Globalization;
using System.Text.RegularExpressions;
using DienBien.Platform.Membership.Text;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Imports;

/// <summary>Reads the values of a line and notes what is wrong with them. The first fault of a file's line refuses it.</summary>
/// <param name="line">The line.</param>
/// <param name="isoDates">True to take yyyy-MM-dd alone; people's files also write dd/MM/yyyy.</param>
internal sealed partial class LineReader(ImportLine line, bool isoDates = false)
{
    private List<Violation>? faults;

    /// <summary>The line.</summary>
    public ImportLine Line => line;

    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<Violation> Faults => faults ?? [];

    /// <summary>What is wrong first, or null.</summary>
    public Violation? Fault => faults?[0];

    /// <summary>True while nothing is wrong.</summary>
    public bool Ok => faults is null;

    public void Refuse(string field, string reason, string rule = "") => (faults ??= []).Add(new Violation(field, reason, rule));

    public void Refuse(Violation? fault)
    {
        if (fault is not null)
        {
            (faults ??= []).Add(fault);
        }
    }

    public void Require(bool condition, string field, string reason, string rule = "")
    {
        if (!condition)
        {
            Refuse(field, reason, rule);
        }
    }

    /// <summary>A key of the form of all import keys.</summary>
    public string Code(string column, bool required = true)
    {
        var text = line[column];
        if (text.Length == 0)
        {
            Require(!required, column, "FIELD_REQUIRED");
            return "";
        }

        Require(Codes().IsMatch(text), column, "CODE_INVALID");
        return text;
    }

    public string Text(string column, int max, bool required)
    {
        var text = Vietnamese.Normalize(line[column]);
        Require(text.Length > 0 || !required, column, "FIELD_REQUIRED");
        Require(text.Length <= max, column, "TEXT_LENGTH");
        return text;
    }

    public string? Optional(string column, int max) => Text(column, max, required: false) is { Length: > 0 } text ? text : null;

    public string Name<T>(string column, bool required = true)
        where T : struct, Enum
    {
        var text = line[column].ToUpperInvariant();
        if (text.Length == 0)
        {
            Require(!required, column, "FIELD_REQUIRED");
            return "";
        }

        Require(Shared.EnumNames.TryParse<T>(text, out _), column, "VALUE_UNKNOWN");
        return text;
    }

    public bool? Flag(string column)
    {
        switch (line[column].ToLowerInvariant())
        {
            case "":
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
                Refuse(column, "BOOLEAN_EXPECTED");
                return null;
        }
    }

    public DateOnly Date(string column)
    {
        Require(line[column].Length > 0, column, "FIELD_REQUIRED");
        return OptionalDate(column) ?? default;
    }

    public DateOnly? OptionalDate(string column)
    {
        var text = line[column];
        if (text.Length == 0)
        {
            return null;
        }

        if ((IsoDate.TryParse(text, out var date)
                || (!isoDates && DateOnly.TryParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)))
            && date.Year >= 1900)
        {
            return date;
        }

        Refuse(column, "DATE_INVALID");
        return null;
    }

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z.\-]{0,31}\z")]
    internal static partial Regex Codes();
}
