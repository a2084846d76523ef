using System.Diagnostics;
using DienBien.Feed.V1;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DienBien.Platform.Shared.Feed;

/// <summary>
/// Follows a feed into a projection. Cursor and projection move in one transaction, so each event counts exactly
/// once; one replica at a time holds the lease. An event that cannot be applied stops the consumer loudly.
/// </summary>
internal sealed partial class FeedConsumer(Database database, Projection projection, FeedSources sources, FeedMetrics metrics, TimeProvider clock, ILogger<FeedConsumer> logger) : BackgroundService
{
    private const int BatchSize = 5_000;

    // While a projection is behind, batches are gathered: a transaction's own cost is then spread over more events.
    private const int Gathered = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan PoisonPause = TimeSpan.FromSeconds(10);

    private readonly FeedCursor cursor = new(database, projection, Ids.New(), sources.Lease, clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                if (await cursor.TakeAsync(stoppingToken))
                {
                    await FollowAsync(stoppingToken);
                }
            }
            catch (PoisonException poison)
            {
                metrics.Poisoned(projection, poison.Position);
                Poisoned(logger, projection.Name, projection.Source, poison.Position, poison.InnerException!);
                pause = PoisonPause;
            }
            catch (RpcException unreachable) when (!stoppingToken.IsCancellationRequested)
            {
                Unreachable(logger, projection.Name, projection.Source, unreachable.StatusCode);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(logger, projection.Name, projection.Source, failure);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await cursor.ReleaseAsync();
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        var position = await cursor.PositionAsync(cancellation);
        using var call = sources.Client(projection.Source).Subscribe(
            new SubscribeRequest { AfterPosition = position, MaxBatchSize = BatchSize }, cancellationToken: cancellation);
        var (events, stream) = (new List<FeedEvent>(), call.ResponseStream);
        for (var next = stream.MoveNext(cancellation); await ArrivesAsync(next, position, cancellation);)
        {
            var batch = stream.Current;
            // The next batch is on its way while this one is applied.
            next = stream.MoveNext(cancellation);
            events.AddRange(batch.Events);
            if (events.Count == 0)
            {
                metrics.Reached(projection, position, batch.HeadPosition);
                continue;
            }

            if (events[^1].Position < batch.HeadPosition && events.Count < Gathered)
            {
                continue;
            }

            metrics.Saw(projection, position, batch.HeadPosition);
            if (!await ApplyAsync(position, events, cancellation))
            {
                return;
            }

            position = events[^1].Position;
            metrics.Reached(projection, position, batch.HeadPosition);
            events = [];
        }
    }

    /// <summary>True with the next batch; false at the end of the stream or of the lease, which is renewed while nothing comes.</summary>
    private async Task<bool> ArrivesAsync(Task<bool> next, long position, CancellationToken cancellation)
    {
        try
        {
            while (!next.IsCompleted && await Task.WhenAny(next, Task.Delay(sources.Lease / 3, clock, cancellation)) != next)
            {
                if (!await cursor.KeepAsync(position, cancellation))
                {
                    return false;
                }
            }

            return await next;
        }
        catch (RpcException ahead) when (ahead.StatusCode == StatusCode.OutOfRange)
        {
            // The source was set back to an older state: its next events have positions that were applied before.
            throw await StuckAsync(position + 1, ahead, cancellation);
        }
    }

    private async Task<bool> ApplyAsync(long position, List<FeedEvent> events, CancellationToken cancellation)
    {
        try
        {
            return await OnceAsync(position, events, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !IsOutside(failure))
        {
            if (events.Count == 1)
            {
                throw await StuckAsync(events[0].Position, failure, cancellation);
            }

            // Everything before the event that cannot be applied is still applied, so that its position is exact.
            var half = events.Count / 2;
            return await ApplyAsync(position, events[..half], cancellation)
                && await ApplyAsync(events[half - 1].Position, events[half..], cancellation);
        }
    }

    private async Task<PoisonException> StuckAsync(long position, Exception cause, CancellationToken cancellation)
    {
        await cursor.MarkPoisonAsync(position, cause.GetType().Name, cancellation);
        return new PoisonException(position, cause);
    }

    private async Task<bool> OnceAsync(long position, List<FeedEvent> events, CancellationToken cancellation)
    {
        if (events[^1].Position != position + events.Count)
        {
            throw new InvalidDataException($"Between {position} and {events[^1].Position} the feed has a hole or repeats itself.");
        }

        // The span belongs to no request: it links to those that made the events.
        Activity.Current = null;
        var links = events.Where(e => e.Traceparent.Length > 0).Take(32)
            .Select(e => ActivityContext.TryParse(e.Traceparent, null, out var context) ? new ActivityLink(context) : (ActivityLink?)null)
            .OfType<ActivityLink>();
        using var span = PlatformActivity.Source.HasListeners()
            ? PlatformActivity.Source.StartActivity($"feed {projection.Source}", ActivityKind.Consumer, parentContext: default, links: links)
            : null;
        span?.SetTag("messaging.batch.message_count", events.Count);
        return await database.WriteAsync(async session =>
        {
            if (!await cursor.MoveAsync(session, position, events[^1].Position))
            {
                return false;
            }

            await projection.ApplyAsync(session, events);
            return true;
        }, cancellation);
    }

    private static bool IsOutside(Exception failure) => failure is IOException || (failure is System.Data.Common.DbException && Dialect.IsTransient(failure) && !Dialect.IsUniqueViolation(failure));

    [LoggerMessage(EventId = 10, EventName = "FeedPoisoned", Level = LogLevel.Critical, Message = "{Consumer} stopped at position {Position} of {Source}: the event can't be applied.")]
    private static partial void Poisoned(ILogger logger, string consumer, string source, long position, Exception failure);

    [LoggerMessage(EventId = 11, EventName = "FeedUnreachable", Level = LogLevel.Warning, Message = "{Consumer} can't reach {Source}: {Status}.")]
    private static partial void Unreachable(ILogger logger, string consumer, string source, StatusCode status);

    [LoggerMessage(EventId = 12, EventName = "FeedFailed", Level = LogLevel.Error, Message = "{Consumer} failed on {Source}.")]
    private static partial void Failed(ILogger logger, string consumer, string source, Exception failure);

    private sealed class PoisonException(long position, Exception cause) : Exception("The event can't be applied.", cause)
    {
        public long Position { get; } = position;
    }
}
