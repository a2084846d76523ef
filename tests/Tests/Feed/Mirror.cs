using System.Collections.Concurrent;
using DienBien.Feed.V1;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;
using DienBien.Platform.Tests.Faults;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DienBien.Platform.Tests.Feed;

/// <summary>
/// Keeps a feed as it came in the feed table of its own database, whose key refuses what comes twice. Can be made to
/// stumble over one event.
/// </summary>
internal sealed class Mirror : Projection, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mirror-").FullName;

    public Mirror()
    {
        Database = Database.SqliteFile(Path.Combine(folder, "mirror.db"));
        Migrator.Migrate(Database, (typeof(Commands).Assembly, "Migrations"));
    }

    public override string Name => "mirror";

    public override string Source => "membership";

    public Database Database { get; }

    /// <summary>The position that can't be applied, or 0.</summary>
    public long Poison { get; set; }

    public override async Task ApplyAsync(Session session, IReadOnlyList<FeedEvent> events)
    {
        if (events.Any(e => e.Position == Poison))
        {
            throw new InvalidDataException("This event can't be read.");
        }

        await session.InsertAsync<FeedRow>("feed", [.. events.Select(e => new FeedRow { Position = e.Position, Id = e.Id, Type = e.Type, Subject = e.Subject, OrganizationId = "", RecordedAt = e.RecordTime.ToDateTime(), SchemaVersion = e.SchemaVersion, Data = e.Data.ToByteArray() })]);
    }

    public override Task ResetAsync(Session session) => session.ExecuteAsync("DELETE FROM feed");

    public async Task<IReadOnlyList<(long Position, string Id)>> StoredAsync() =>
        [.. (await FeedLog.ReadAsync(Database, 0, long.MaxValue, null, CancellationToken.None)).Select(row => (row.Position, row.Id))];

    public FeedCursor Cursor(string owner, TimeSpan lease) => new(Database, this, owner, lease, TimeProvider.System);

    public Task<long> PositionAsync() => Database.NumberAsync("SELECT COALESCE(MAX(position), 0) FROM feed_cursors");

    /// <summary>Waits until the mirror holds the feed up to a position.</summary>
    public async Task ReachAsync(long position)
    {
        for (var attempt = 0; await PositionAsync() < position; attempt++)
        {
            Assert.True(attempt < 1_500, $"Stuck at {await PositionAsync()} of {position}.");
            await Task.Delay(20);
        }
    }

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>A consumer as a service runs it, with what it says and measures.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private readonly FeedConsumer consumer;

    private readonly LineLog log = new();

    public Follower(Mirror mirror, FeedSources sources) =>
        consumer = new FeedConsumer(mirror.Database, mirror, sources, Metrics, TimeProvider.System, log);

    public FeedMetrics Metrics { get; } = new();

    public (long Position, long Head, long Poison) State => Metrics.Snapshot().GetValueOrDefault("membership/mirror");

    public IReadOnlyCollection<(LogLevel Level, string Text)> Lines => log.Lines;

    public Task StartAsync() => consumer.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await consumer.StopAsync(CancellationToken.None);
        consumer.Dispose();
        Metrics.Dispose();
    }

    private sealed class LineLog : ILogger<FeedConsumer>
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue((logLevel, formatter(state, exception)));
    }
}
