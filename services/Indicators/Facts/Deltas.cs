using System.Globalization;
using System.Runtime.InteropServices;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>When and where in the feed a change was recorded.</summary>
/// <param name="Position">The feed position.</param>
/// <param name="RecordedAt">The moment, UTC.</param>
/// <param name="Year">The moment's year in the province.</param>
internal readonly record struct Moment(long Position, DateTime RecordedAt, int Year);

/// <summary>The changes of a batch to the counters, summed up in memory and written with a few statements.</summary>
internal sealed class Deltas
{
    private static readonly CounterTable Days = new("counters_day", "measure int", "day date");

    private static readonly CounterTable Years = new("counters_year", "measure int", "year int");

    private static readonly CounterTable Ledger = new("opening_ledger", "recorded_at datetime2(6)", "year int");

    private readonly Dictionary<(long Node, Measure Measure, DateOnly Day), Count> days = [];
    private readonly Dictionary<(long Node, Moment Moment, int Year), long> late = [];
    private bool taken;

    /// <summary>The nodes whose counters of a measure change.</summary>
    internal IEnumerable<long> Touched(params Measure[] measures) => days.Keys.Where(key => measures.Contains(key.Measure)).Select(key => key.Node);

    /// <summary>Something begins to count on a day; with a negative sign an earlier such statement is taken back.</summary>
    internal void Begin(long node, Measure measure, DateOnly day, int sign, Moment? moment = null)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(days, (node, measure, day), out _).Begun += sign;
        Note(node, day, sign, sign, moment);
    }

    /// <summary>Something ceases to count on a day; with a negative sign an earlier such statement is taken back.</summary>
    internal void Cease(long node, Measure measure, DateOnly day, int sign, Moment? moment = null)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(days, (node, measure, day), out _).Ceased += sign;
        Note(node, day, sign, -sign, moment);
    }

    internal async Task WriteAsync(Session session)
    {
        // In the order of the tables' keys: neighbours are written together.
        var changed = days.Where(d => d.Value.Any).OrderBy(d => d.Key).ToList();
        var years = new Dictionary<(long Node, Measure Measure, int Year), Count>();
        foreach (var ((node, measure, day), count) in changed.Where(d => d.Key.Measure != Measure.Admitted))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(years, (node, measure, day.Year), out _).Add(count);
        }

        // Gross, so that the ledger is the same however the feed was cut into batches.
        var ledger = new Dictionary<(long Node, DateTime RecordedAt, int Year), Count>();
        foreach (var ((node, moment, year), n) in late)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(ledger, (node, moment.RecordedAt, year), out _).Add(new Count { Begun = Math.Max(n, 0), Ceased = Math.Max(-n, 0) });
        }

        await Days.AddAsync(session, changed, (key, text) => text.Append(CultureInfo.InvariantCulture, $"{key.Node},{(int)key.Measure},\"{key.Day:yyyy-MM-dd}\""), taken);
        await Years.AddAsync(session, years.Where(y => y.Value.Any).OrderBy(y => y.Key).ToList(), (key, text) => text.Append(CultureInfo.InvariantCulture, $"{key.Node},{(int)key.Measure},{key.Year}"), taken);
        await Ledger.AddAsync(session, ledger.Where(l => l.Value.Any).OrderBy(l => l.Key).ToList(), (key, text) => text.Append(CultureInfo.InvariantCulture, $"{key.Node},\"{key.RecordedAt:yyyy-MM-ddTHH:mm:ss.ffffff}Z\",{key.Year}"), taken: false);
    }

    private void Note(long node, DateOnly day, int sign, int n, Moment? moment)
    {
        taken |= sign < 0;
        if (moment is { } recorded && day.Year < recorded.Year)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(late, (node, recorded, day.Year), out _) += n;
        }
    }
}

/// <summary>What begins to count and what ceases to.</summary>
internal record struct Count
{
    public long Begun;

    public long Ceased;

    internal readonly bool Any => Begun != 0 || Ceased != 0;

    internal void Add(Count other) => (Begun, Ceased) = (Begun + other.Begun, Ceased + other.Ceased);
}
