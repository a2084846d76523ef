namespace DienBien.Platform.Indicators.Facts;

/// <summary>Days from the first on and before the end; the end of time stands for none.</summary>
internal readonly record struct Interval(DateOnly Start, DateOnly End)
{
    internal static readonly Interval Always = new(DateOnly.MinValue, DateOnly.MaxValue);

    internal bool IsEmpty => Start >= End;

    /// <summary>From a first to a last day, both included.</summary>
    internal static Interval Closed(DateOnly since, DateOnly? until) => new(since, until?.AddDays(1) ?? DateOnly.MaxValue);

    internal static Interval HalfOpen(DateOnly from, DateOnly? end) => new(from, end ?? DateOnly.MaxValue);

    internal bool Contains(DateOnly day) => Start <= day && day < End;

    internal Interval Intersect(Interval other) => new(Start > other.Start ? Start : other.Start, End < other.End ? End : other.End);

    /// <summary>The days that lie in any of the intervals, as intervals that neither touch nor overlap.</summary>
    internal static List<Interval> Union(IEnumerable<Interval> intervals)
    {
        var union = new List<Interval>();
        foreach (var next in intervals.Where(i => !i.IsEmpty).OrderBy(i => i.Start))
        {
            if (union.Count > 0 && next.Start <= union[^1].End)
            {
                union[^1] = union[^1] with { End = next.End > union[^1].End ? next.End : union[^1].End };
            }
            else
            {
                union.Add(next);
            }
        }

        return union;
    }
}
