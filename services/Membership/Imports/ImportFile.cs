using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Hosting;
using MiniExcelLibs;

namespace DienBien.Platform.Membership.Imports;

/// <summary>Reads CSV and XLSX files as lines.</summary>
internal static class ImportFile
{
    /// <summary>What begins a line that explains the file and states nothing. No key begins like it.</summary>
    public const string Remark = "# ";

    private const string CardColumn = "cardNumber";

    private const int CardDigits = 12;

    /// <summary>The type without its parameters, if it can be imported; else null.</summary>
    public static string? TypeOf(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() is { } type && type is UploadFormat.Csv or UploadFormat.Xlsx ? type : null;

    /// <summary>Reads the lines of a file.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT if the file can't be read or a required column is missing, RESOURCE_EXHAUSTED if it unpacks to too much.</exception>
    public static IEnumerable<ImportLine> Read(Stream file, string type, IReadOnlyList<string> required)
    {
        RequireReadable(file, type);
        using var lines = (type == UploadFormat.Csv ? ReadCsv(file) : ReadXlsx(file)).GetEnumerator();
        if (!Next(lines))
        {
            throw Unreadable();
        }

        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < lines.Current.Fields.Length; i++)
        {
            columns.TryAdd(lines.Current.Fields[i].Trim().TrimStart('\uFEFF'), i);
        }

        var missing = required.Where(column => !columns.ContainsKey(column)).ToList();
        if (missing.Count > 0)
        {
            throw Problems.Invalid([.. missing.Select(column => new Violation(column, "COLUMN_MISSING", "", new Dictionary<string, string> { ["column"] = column }))]);
        }

        while (Next(lines))
        {
            if (Array.Exists(lines.Current.Fields, field => !string.IsNullOrWhiteSpace(field)) && !lines.Current.Fields[0].TrimStart().StartsWith(Remark, StringComparison.Ordinal))
            {
                yield return new ImportLine(lines.Current.Number, columns, lines.Current.Fields);
            }
        }
    }

    /// <summary>Lines are stored as they are read; a file that is damaged further down must change nothing.</summary>
    private static void RequireReadable(Stream file, string type)
    {
        try
        {
            if (type == UploadFormat.Csv)
            {
                using var reader = Text(file);
                for (var buffer = new char[1 << 15]; reader.Read(buffer) > 0;)
                {
                }
            }
            else
            {
                Workbook.RequireBounded(file);
                _ = ReadXlsx(file).Count();
            }
        }
        catch (Exception failure) when (failure is not Problem and not OutOfMemoryException)
        {
            throw Unreadable();
        }

        file.Position = 0;
    }

    private static StreamReader Text(Stream file) =>
        new(file, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);

    private static IEnumerable<(int Number, string[] Fields)> ReadCsv(Stream file)
    {
        using var reader = Text(file);
        using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = false, BadDataFound = null, LineBreakInQuotedFieldIsBadData = false });
        var next = 1;
        while (csv.Read())
        {
            var start = next;
            next = csv.RawRow + 1;
            yield return (start, csv.Record ?? []);
        }
    }

    private static IEnumerable<(int Number, string[] Fields)> ReadXlsx(Stream file)
    {
        var (number, card) = (0, -1);
        foreach (IDictionary<string, object?> row in file.Query(useHeaderRow: false))
        {
            string[] fields = [.. row.Values.Select((value, place) => place == card ? CardText(value) : Text(value))];
            card = number == 0 ? Array.FindIndex(fields, field => field.Trim().Equals(CardColumn, StringComparison.OrdinalIgnoreCase)) : card;
            yield return ++number <= Workbook.MaxRows ? (number, fields) : throw new InvalidDataException("The sheet is too long.");
        }
    }

    // A spreadsheet takes a card number for a number and drops its zeros. A province's code begins it, so two at most.
    private static string CardText(object? value) =>
        value is double and > 0 && Text(value) is { Length: >= CardDigits - 2 } digits ? digits.PadLeft(CardDigits, '0') : Text(value);

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime time => IsoDate.Of(DateOnly.FromDateTime(time)),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Whatever a damaged file makes the reading libraries throw means the same to the caller.</summary>
    private static bool Next<T>(IEnumerator<T> lines)
    {
        try
        {
            return lines.MoveNext();
        }
        catch (Exception failure) when (failure is not Problem and not OperationCanceledException and not OutOfMemoryException)
        {
            throw Unreadable();
        }
    }

    private static Problem Unreadable() => Problems.Invalid("content", "FILE_UNREADABLE");
}
