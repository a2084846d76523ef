using System.Globalization;

namespace DienBien.Platform.Shared.Calendar;

/// <summary>A working day that was computed.</summary>
/// <param name="Date">The day.</param>
/// <param name="Uncertain">The way to it crossed a row of the table that no official announcement backs yet.</param>
public readonly record struct WorkingDay(DateOnly Date, bool Uncertain);

/// <summary>A number of working days.</summary>
/// <param name="Count">Working days; negative when the end lies before the start.</param>
/// <param name="Uncertain">The span crossed a row of the table that no official announcement backs yet.</param>
public readonly record struct WorkingDayCount(int Count, bool Uncertain);

/// <summary>
/// The working-day calendar: Monday to Friday, less holidays, plus compensating days, for whole years of a table that can be
/// replaced. All questions are answered from prefix sums, in constant time.
/// </summary>
public sealed class WorkingDays
{
    private readonly int[] workedBefore;
    private readonly int[] doubtfulBefore;
    private readonly DateOnly[] workingDays;

    private WorkingDays(IReadOnlyList<CalendarRow> rows)
    {
        FirstDay = new DateOnly(rows[0].Date.Year, 1, 1);
        LastDay = new DateOnly(rows[^1].Date.Year, 12, 31);
        var days = LastDay.DayNumber - FirstDay.DayNumber + 1;
        var byDate = rows.ToDictionary(row => row.Date);
        var working = new List<DateOnly>(days);
        workedBefore = new int[days + 1];
        doubtfulBefore = new int[days + 1];
        var moved = 0;
        for (var i = 0; i < days; i++)
        {
            var date = FirstDay.AddDays(i);
            var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var listed = byDate.TryGetValue(date, out var row);
            var works = listed ? row.Works : !weekend;
            // A holiday on a weekend moves to a working day that the yearly announcement has yet to name: the next one, most likely.
            var doubtful = (listed && row.Doubtful) || (works && moved-- > 0);
            moved = Math.Max(moved, 0) + (listed && weekend && row is { Works: false, Doubtful: true } ? 1 : 0);
            workedBefore[i + 1] = workedBefore[i] + (works ? 1 : 0);
            doubtfulBefore[i + 1] = doubtfulBefore[i] + (doubtful ? 1 : 0);
            if (works)
            {
                working.Add(date);
            }
        }

        workingDays = [.. working];
    }

    /// <summary>The calendar of Vietnam for 2024–2030 that the platform carries.</summary>
    public static WorkingDays Vietnam { get; } = ReadEmbedded();

    /// <summary>First day covered.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>Last day covered.</summary>
    public DateOnly LastDay { get; }

    /// <summary>Reads a calendar from a table <c>date,kind,name,confidence</c>; it covers the years from its first to its last row.</summary>
    /// <param name="csv">UTF-8 text with a header line; kind OFF or WORK; confidence law, A, B, C, GK or provisional.</param>
    /// <returns>The calendar.</returns>
    /// <exception cref="FormatException">A row is malformed, out of order or of an unknown kind or confidence.</exception>
    public static WorkingDays Read(TextReader csv) => new(CalendarRow.Read(csv));

    /// <summary>Tells whether a day is worked.</summary>
    /// <param name="date">The day.</param>
    /// <returns><c>true</c> on a working day.</returns>
    /// <exception cref="UncoveredDateException">The day is outside the covered years.</exception>
    public bool IsWorkingDay(DateOnly date)
    {
        var i = IndexOf(date);
        return workedBefore[i + 1] > workedBefore[i];
    }

    /// <summary>The <paramref name="n"/>-th working day after a day (before it, if negative; the day itself, if zero).</summary>
    /// <param name="start">The day from which to count; it need not be worked.</param>
    /// <param name="n">Working days.</param>
    /// <param name="convention">Whether the start counts.</param>
    /// <returns>The day reached.</returns>
    /// <exception cref="UncoveredDateException">The start or the day reached is outside the covered years.</exception>
    public WorkingDay Add(DateOnly start, int n, CountingConvention convention = CountingConvention.ExcludeStart)
    {
        var index = IndexOf(start);
        if (n == 0)
        {
            return new(start, false);
        }

        // The position just before the first day that counts, going forwards or backwards.
        var from = (n > 0) == (convention == CountingConvention.ExcludeStart) ? index + 1 : index;
        var ordinal = workedBefore[from] + (n > 0 ? n - 1L : n);
        if (ordinal < 0 || ordinal >= workingDays.Length)
        {
            throw Uncovered(string.Create(CultureInfo.InvariantCulture, $"{n} working days from {start:yyyy-MM-dd} end"), n > 0 ? LastDay.Year + 1 : FirstDay.Year - 1);
        }

        var due = workingDays[(int)ordinal];
        var to = n > 0 ? IndexOf(due) + 1 : IndexOf(due);
        return new(due, doubtfulBefore[from] != doubtfulBefore[to]);
    }

    /// <summary>Counts working days so that adding the count to <paramref name="start"/> gives <paramref name="end"/> when that is worked.</summary>
    /// <param name="start">The first day, counted or not by the convention.</param>
    /// <param name="end">The last day, always counted; before the start the count is negative.</param>
    /// <param name="convention">Whether the start counts.</param>
    /// <returns>The count.</returns>
    /// <exception cref="UncoveredDateException">A day is outside the covered years.</exception>
    public WorkingDayCount Between(DateOnly start, DateOnly end, CountingConvention convention = CountingConvention.ExcludeStart)
    {
        var (first, last) = (IndexOf(start), IndexOf(end));
        if (first == last && convention == CountingConvention.ExcludeStart)
        {
            return new(0, false);
        }

        var forwards = last >= first;
        var from = forwards == (convention == CountingConvention.ExcludeStart) ? first + 1 : first;
        var to = forwards ? last + 1 : last;
        return new(workedBefore[to] - workedBefore[from], doubtfulBefore[to] != doubtfulBefore[from]);
    }

    private int IndexOf(DateOnly date) =>
        date >= FirstDay && date <= LastDay
            ? date.DayNumber - FirstDay.DayNumber
            : throw Uncovered(string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd} lies"), date.Year);

    private UncoveredDateException Uncovered(string what, int year) =>
        new($"{what} outside the working-day calendar, which covers {FirstDay.Year}-{LastDay.Year}.", year, FirstDay, LastDay);

    private static WorkingDays ReadEmbedded()
    {
        using var stream = typeof(WorkingDays).Assembly.GetManifestResourceStream(typeof(WorkingDays), "Data.working-day-exceptions.csv")
            ?? throw new InvalidOperationException("The working-day table is not embedded.");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}
