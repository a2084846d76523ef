using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace DienBien.Platform.Shared.Feed;

/// <summary>How far each projection is behind, in events, and where it is stuck.</summary>
public sealed class FeedMetrics : IDisposable
{
    private readonly Meter meter = new("DienBien.Platform.Feed");

    private readonly ConcurrentDictionary<(string Consumer, string Source), State> states = new();

    /// <summary>Registers the gauges.</summary>
    public FeedMetrics()
    {
        meter.CreateObservableGauge("feed.lag", () => states.Select(entry => Measure(entry.Value.Head - entry.Value.Position, entry.Key)), "{event}", "Events not yet applied.");
        meter.CreateObservableGauge("feed.poisoned", () => states.Select(entry => Measure(entry.Value.Poison, entry.Key)), "{position}", "The position of the event that can't be applied; 0 if there is none.");
    }

    /// <summary>True if some projection is stuck.</summary>
    public bool AnyPoisoned => states.Values.Any(state => state.Poison > 0);

    /// <summary>The place of each projection, for health checks.</summary>
    public IReadOnlyDictionary<string, (long Position, long Head, long Poison)> Snapshot() =>
        states.ToDictionary(entry => $"{entry.Key.Source}/{entry.Key.Consumer}", entry => (entry.Value.Position, entry.Value.Head, entry.Value.Poison));

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    /// <summary>Says what lies ahead, before it is applied: a stuck projection falls behind visibly.</summary>
    internal void Saw(Projection projection, long position, long head) =>
        states.AddOrUpdate((projection.Name, projection.Source), new State(position, Math.Max(head, position), 0), (_, state) => state with { Position = position, Head = Math.Max(head, position) });

    internal void Reached(Projection projection, long position, long head) => states[(projection.Name, projection.Source)] = new State(position, Math.Max(head, position), 0);

    internal void Poisoned(Projection projection, long position) =>
        states.AddOrUpdate((projection.Name, projection.Source), new State(position - 1, position, position), (_, state) => state with { Position = position - 1, Poison = position });

    private static Measurement<long> Measure(long value, (string Consumer, string Source) key) =>
        new(value, new KeyValuePair<string, object?>("consumer", key.Consumer), new KeyValuePair<string, object?>("source", key.Source));

    private sealed record State(long Position, long Head, long Poison);
}
