using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DienBien.Platform.Shared.Errors;
using MiniExcelLibs;

namespace DienBien.Platform.Membership.Imports;

/// <summary>Reads CSV and XLSX files as lines.</summary>
internal static class ImportFile
{
    public const string Csv = "text/csv";

    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The most bytes of a file.</summary>
    public const long MaxBytes = 64L * 1024 * 1024;

    /// <summary>The type without its parameters, if it can be imported; else null.</summary>
    public static string? TypeOf(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() is { } type && type is Csv or Xlsx ? type : null;

    /// <summary>Reads the lines of a file.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT if the file can't be read or a required column is missing.</exception>
    public static IEnumerable<ImportLine> Read(Stream file, string type, IReadOnlyList<string> required)
    {
        using var lines = (type == Csv ? ReadCsv(file) : ReadXlsx(file)).GetEnumerator();
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
            if (Array.Exists(lines.Current.Fields, field => !string.IsNullOrWhiteSpace(field)))
            {
                yield return new ImportLine(lines.Current.Number, columns, lines.Current.Fields);
            }
        }
    }

    private static IEnumerable<(int Number, string[] Fields)> ReadCsv(Stream file)
    {
        using var reader = new StreamReader(file, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
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
        var number = 0;
        foreach (IDictionary<string, object?> row in file.Query(useHeaderRow: false))
        {
            yield return (++number, [.. row.Values.Select(Text)]);
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime time => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
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
