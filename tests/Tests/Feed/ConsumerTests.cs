using System.Diagnostics.Metrics;
using DienBien.Platform.Shared.Feed;
using DienBien.Platform.Shared.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DienBien.Platform.Tests.Feed;

/// <summary>Each event counts exactly once, in order, whatever happens to its consumers.</summary>
public sealed class ConsumerTests(FeedWorld world) : IClassFixture<FeedWorld>
{
    [Fact]
    public async Task One_of_two_consumers_holds_the_lease_and_the_other_takes_over_when_it_stops()
    {
        using var mirror = new Mirror();
        await using var second = new Follower(mirror, world.Sources);
        await using (var first = new Follower(mirror, world.Sources))
        {
            await first.StartAsync();
            await mirror.ReachAsync(await world.HeadAsync());
            await second.StartAsync();
            await world.EmitAsync(50);
            await mirror.ReachAsync(await world.HeadAsync());
            Assert.Equal(await world.HeadAsync(), first.State.Position);
            Assert.Equal(0, second.State.Position);
        }

        await world.EmitAsync(50);
        await mirror.ReachAsync(await world.HeadAsync());
        Assert.Equal(await world.StoredAsync(), await mirror.StoredAsync());
    }

    [Fact]
    public async Task A_consumer_that_died_loses_its_lease_and_moves_nothing_any_more()
    {
        using var mirror = new Mirror();
        var dead = mirror.Cursor("dead", TimeSpan.FromSeconds(3));
        Assert.True(await dead.TakeAsync(TestContext.Current.CancellationToken));
        await using var follower = new Follower(mirror, world.Sources);
        await follower.StartAsync();
        await world.EmitAsync(10);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.Equal(0, await mirror.PositionAsync());
        await mirror.ReachAsync(await world.HeadAsync());
        // Back from the dead, with the place that it remembers or the true one: the lease is another's.
        foreach (var from in (long[])[0, await mirror.PositionAsync()])
        {
            Assert.False(await mirror.Database.WriteAsync(session => dead.MoveAsync(session, from, from + 1), TestContext.Current.CancellationToken));
        }

        Assert.Equal(await world.StoredAsync(), await mirror.StoredAsync());
    }

    [Fact]
    public async Task A_lease_is_kept_while_nothing_comes()
    {
        using var mirror = new Mirror();
        await using var holder = new Follower(mirror, world.Sources);
        await holder.StartAsync();
        await mirror.ReachAsync(await world.HeadAsync());
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        Assert.False(await mirror.Cursor("rival", TimeSpan.FromSeconds(1)).TakeAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_event_that_can_not_be_applied_stops_the_consumer_loudly_and_is_not_skipped()
    {
        using var mirror = new Mirror();
        await world.EmitAsync(20);
        var head = await world.HeadAsync();
        mirror.Poison = head - 7;
        await using (var follower = new Follower(mirror, world.Sources))
        {
            await follower.StartAsync();
            for (var attempt = 0; !follower.Lines.Any(line => line.Level == LogLevel.Critical) && attempt < 1_000; attempt++)
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            Assert.Equal((mirror.Poison - 1, head, mirror.Poison), follower.State);
            Assert.Equal(mirror.Poison - 1, await mirror.PositionAsync());
            Assert.Contains(follower.Lines, line => line.Level == LogLevel.Critical && line.Text.Contains($"position {mirror.Poison} ", StringComparison.Ordinal));
            Assert.Equal((8, mirror.Poison), Gauges(follower.Metrics));
            var health = await new DatabaseHealth(mirror.Database, follower.Metrics).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
            Assert.Equal(HealthStatus.Degraded, health.Status);
            Assert.Equal((await world.StoredAsync()).TakeWhile(e => e.Position < mirror.Poison), await mirror.StoredAsync());
        }

        // The next release of the program can apply it.
        mirror.Poison = 0;
        await using var mended = new Follower(mirror, world.Sources);
        await mended.StartAsync();
        await mirror.ReachAsync(await world.HeadAsync());
        Assert.Equal(await world.StoredAsync(), await mirror.StoredAsync());
        Assert.False(mended.Metrics.AnyPoisoned);
    }

    [Fact]
    public async Task Stopped_and_started_again_and_again_it_applies_each_event_once_and_in_order()
    {
        using var mirror = new Mirror();
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 60; i++)
                {
                    await world.EmitAsync(40);
                }
            },
            TestContext.Current.CancellationToken);
        for (var i = 0; i < 12; i++)
        {
            await using var follower = new Follower(mirror, world.Sources);
            await follower.StartAsync();
            await Task.Delay(17 * i % 90, TestContext.Current.CancellationToken);
        }

        await writing;
        await using var last = new Follower(mirror, world.Sources);
        await last.StartAsync();
        await mirror.ReachAsync(await world.HeadAsync());
        Assert.Equal(await world.StoredAsync(), await mirror.StoredAsync());
    }

    [Fact]
    public async Task Rebuilt_under_a_running_consumer_it_ends_as_before()
    {
        using var mirror = new Mirror();
        await using var follower = new Follower(mirror, world.Sources);
        await follower.StartAsync();
        await mirror.ReachAsync(await world.HeadAsync());
        await mirror.Cursor("rebuild", TimeSpan.Zero).RebuildAsync(TestContext.Current.CancellationToken);
        // Nothing new comes: the consumer finds out by itself.
        await mirror.ReachAsync(await world.HeadAsync());
        Assert.Equal(await world.StoredAsync(), await mirror.StoredAsync());
    }

    [Fact]
    public async Task A_source_that_was_set_back_stops_the_consumer_loudly()
    {
        using var mirror = new Mirror();
        await using var follower = new Follower(mirror, world.Sources);
        var beyond = await world.HeadAsync() + 1_000_000;
        var cursor = mirror.Cursor("before", TimeSpan.Zero);
        await cursor.TakeAsync(TestContext.Current.CancellationToken);
        Assert.True(await mirror.Database.WriteAsync(session => cursor.MoveAsync(session, 0, beyond), TestContext.Current.CancellationToken));
        await follower.StartAsync();
        for (var attempt = 0; follower.State.Poison == 0 && attempt < 1_000; attempt++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(beyond + 1, follower.State.Poison);
        Assert.Equal(beyond, await mirror.PositionAsync());
    }

    private static (long Lag, long Poisoned) Gauges(FeedMetrics metrics)
    {
        var (seen, values) = (metrics.Snapshot(), new Dictionary<string, long>());
        using var listener = new MeterListener { InstrumentPublished = (instrument, own) => own.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            // Every test has metrics of its own; the mirror's position tells them apart.
            if (instrument.Meter.Name == "DienBien.Platform.Feed" && tags.ToArray().Contains(new("consumer", "mirror")))
            {
                values[instrument.Name] = Math.Max(values.GetValueOrDefault(instrument.Name), value);
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Single(seen);
        return (values["feed.lag"], values["feed.poisoned"]);
    }
}
