namespace DienBien.Platform.Shared.Calendar;

/// <summary>A due date together with everything that explains it (rule R-VER-3).</summary>
public sealed record Deadline
{
    /// <summary>Id of the rule, for instance <c>R-ADM-10</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The clause that sets the term, for instance <c>P294 §4.3.1</c>.</summary>
    public required string Clause { get; init; }

    /// <summary>What starts the term, for instance <c>cell resolution</c>.</summary>
    public required string StartEvent { get; init; }

    /// <summary>The date of the start event.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>The term and its unit.</summary>
    public required Term Term { get; init; }

    /// <summary>The last day in time.</summary>
    public required DateOnly DueDate { get; init; }

    /// <summary>The due date rests on a day of the calendar that no official announcement backs yet.</summary>
    public bool Uncertain { get; init; }

    /// <summary>The deadline in one line, for instance <c>45 Wd from cell resolution, P294 §4.3.1</c>.</summary>
    public string Summary => $"{Term} from {StartEvent}, {Clause}";

    /// <summary>Tells whether the deadline has passed.</summary>
    /// <param name="today">The day on which to judge.</param>
    /// <returns><c>true</c> from the day after the due date.</returns>
    public bool IsOverdue(DateOnly today) => today > DueDate;

    /// <summary>Computes a deadline.</summary>
    /// <param name="rule">Id of the rule.</param>
    /// <param name="clause">The clause that sets the term.</param>
    /// <param name="term">The term.</param>
    /// <param name="startEvent">What starts it.</param>
    /// <param name="startDate">When that happened.</param>
    /// <param name="calendar">The working-day calendar.</param>
    /// <param name="convention">Whether the start day counts, in terms of days and of working days.</param>
    /// <param name="monthEnd">What becomes of a day that the target month does not have.</param>
    /// <returns>The deadline.</returns>
    /// <exception cref="UncoveredDateException">A term in working days leaves the calendar.</exception>
    public static Deadline Compute(
        string rule, string clause, Term term, string startEvent, DateOnly startDate, WorkingDays calendar,
        CountingConvention convention = CountingConvention.ExcludeStart, MonthEnd monthEnd = MonthEnd.Clamp)
    {
        var due = term.Unit switch
        {
            TermUnit.WorkingDay => calendar.Add(startDate, term.Count, convention),
            TermUnit.Day => new(AddDays(startDate, term.Count, convention), false),
            TermUnit.Month => new(Months.Add(startDate, term.Count, monthEnd), false),
            _ => throw new ArgumentOutOfRangeException(nameof(term), term, "Unknown unit."),
        };
        return new Deadline
        {
            Rule = rule,
            Clause = clause,
            StartEvent = startEvent,
            StartDate = startDate,
            Term = term,
            DueDate = due.Date,
            Uncertain = due.Uncertain,
        };
    }

    private static DateOnly AddDays(DateOnly start, int days, CountingConvention convention) =>
        start.AddDays(convention == CountingConvention.ExcludeStart ? days : days - Math.Sign(days));
}
