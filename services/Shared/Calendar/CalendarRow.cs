namespace DienBien.Platform.Shared.Calendar;

/// <summary>One row of the working-day table: a day off or a day worked to make up for one.</summary>
internal readonly record struct CalendarRow(DateOnly Date, bool Works, bool Doubtful)
{
    private const string Header = "date,kind,name,confidence";

    /// <summary>Reads the table <c>date,kind,name,confidence</c>, sorted by date without repetition.</summary>
    /// <exception cref="FormatException">A row is malformed, out of order or of an unknown kind or confidence.</exception>
    public static IReadOnlyList<CalendarRow> Read(TextReader csv)
    {
        if (csv.ReadLine() is not Header)
        {
            throw new FormatException($"The calendar table must start with '{Header}'.");
        }

        var rows = new List<CalendarRow>();
        for (var line = 2; csv.ReadLine() is { } text; line++)
        {
            if (text.Length == 0)
            {
                continue;
            }

            var row = Parse(text) ?? throw new FormatException($"Calendar line {line} is malformed: {text}");
            if (rows.Count > 0 && rows[^1].Date >= row.Date)
            {
                throw new FormatException($"Calendar line {line} is out of order or repeats a date: {text}");
            }

            rows.Add(row);
        }

        return rows.Count > 0 ? rows : throw new FormatException("The calendar table has no rows.");
    }

    private static CalendarRow? Parse(string text)
    {
        var fields = text.Split(',');
        if (fields.Length != 4 || !IsoDate.TryParse(fields[0], out var date))
        {
            return null;
        }

        bool? works = fields[1] switch { "WORK" => true, "OFF" => false, _ => null };
        bool? doubtful = fields[3] switch { "law" or "A" or "B" => false, "C" or "GK" or "provisional" => true, _ => null };
        return works is { } w && doubtful is { } d ? new(date, w, d) : null;
    }
}
