using System.Runtime.CompilerServices;
using DienBien.Feed.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Hosting;

namespace DienBien.Platform.Shared.Feed;

/// <summary>Follows this service's feed for one reader, whatever the protocol.</summary>
internal sealed class FeedReader(
    Database database,
    FeedSignal signal,
    ScopeResolver resolver,
    ServiceInfo service,
    IDataProtectionProvider protection,
    IHostApplicationLifetime host,
    TimeProvider clock)
{
    internal const string Replicate = "feed.replicate";

    private const int DefaultBatch = 1_000;

    private const int MaxBatch = 5_000;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // Another replica's commits raise no signal here.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    // Readers that stop together with this service leave by themselves in this time.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    internal CursorSeal Cursors { get; } = new(protection);

    /// <summary>
    /// Gives runs of changes, first those already stored, and an empty run as a heartbeat: one at once if nothing is
    /// stored, so that the reader knows its place.
    /// </summary>
    /// <exception cref="Problem">
    /// INVALID_ARGUMENT, NOT_FOUND or OUT_OF_RANGE before the first run; UNAUTHENTICATED when the token's time is over,
    /// UNAVAILABLE when the service stops.
    /// </exception>
    public async IAsyncEnumerable<FeedRun> ReadAsync(SubscribeRequest request, CallAccess access, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var whole = access.Caller.Holds(Replicate);
        var (after, size) = (await StartAsync(request, access, whole, cancellation), BatchSize(request));
        var (heard, stopping) = (DateTimeOffset.MinValue, (DateTimeOffset?)null);
        while (!cancellation.IsCancellationRequested)
        {
            stopping ??= host.ApplicationStopping.IsCancellationRequested ? clock.GetUtcNow() : null;
            RefuseTooLate(access, stopping);
            var next = signal.Next;
            var head = await FeedLog.HeadAsync(database, cancellation);
            if (after < head)
            {
                var until = Math.Min(after + size, head);
                // The scope is resolved for each batch: a caller who was moved loses the old place at once.
                var scope = whole ? null : await resolver.ResolveAsync(access.Caller, access.Rule.Permission, cancellation);
                var rows = await FeedLog.ReadAsync(database, after, until, scope, cancellation);
                after = until;
                // A reader of a part hears nothing of the rest, not even that there was something; but one who leaves
                // at the head is told the place.
                if (rows.Count > 0 || (request.UntilHead && until == head))
                {
                    var lacking = await LackingAsync(access.Caller, scope, cancellation);
                    yield return new FeedRun([.. rows.Select(row => GuardedFields.Without(lacking, row))], after, head);
                    heard = clock.GetUtcNow();
                }
            }
            else if (request.UntilHead)
            {
                yield break;
            }
            else
            {
                if (clock.GetUtcNow() - heard > Heartbeat)
                {
                    yield return new FeedRun([], after, head);
                    heard = clock.GetUtcNow();
                }

                await Task.WhenAny(next, Task.Delay(Poll, cancellation));
            }
        }
    }

    /// <summary>The permissions for single fields that the reader does not hold wherever he reads.</summary>
    private async Task<List<string>> LackingAsync(Caller caller, Scope? scope, CancellationToken cancellation)
    {
        var lacking = new List<string>();
        foreach (var permission in GuardedFields.Permissions)
        {
            var held = await resolver.ResolveAsync(caller, permission, cancellation);
            if (scope is null ? !caller.Holds(permission) : !scope.Ranges.All(range => held.Contains(range.From)))
            {
                lacking.Add(permission);
            }
        }

        return lacking;
    }

    private static int BatchSize(SubscribeRequest request) => request.MaxBatchSize switch
    {
        < 0 => throw Problems.Invalid("max_batch_size", "PAGE_SIZE_NEGATIVE"),
        0 => DefaultBatch,
        var size => Math.Min(size, MaxBatch),
    };

    private void RefuseTooLate(CallAccess access, DateTimeOffset? stopping)
    {
        var now = clock.GetUtcNow();
        if (now >= access.Caller.ExpiresAt)
        {
            throw new Problem(StatusCode.Unauthenticated, "TOKEN_EXPIRED");
        }

        if (now - stopping > Grace)
        {
            throw new Problem(StatusCode.Unavailable, "SERVICE_UNAVAILABLE");
        }
    }

    private async Task<long> StartAsync(SubscribeRequest request, CallAccess access, bool whole, CancellationToken cancellation)
    {
        if (request.Feed.Length > 0 && request.Feed != $"feeds/{service.Name}")
        {
            throw Problems.NotFound(request.Feed);
        }

        if (request.AfterPosition != 0 && (!whole || request.AfterPosition < 0))
        {
            throw Problems.Invalid("after_position", "POSITION_NOT_ALLOWED");
        }

        var after = request.Cursor.Length == 0 ? request.AfterPosition : Cursors.Open(request.Cursor, access.Caller);
        return after <= await FeedLog.HeadAsync(database, cancellation)
            ? after
            : throw new Problem(StatusCode.OutOfRange, "POSITION_BEYOND_HEAD");
    }
}

/// <summary>A run of changes as a reader may see it.</summary>
/// <param name="Rows">The changes in the reader's scope.</param>
/// <param name="After">The position up to which the reader has now seen everything.</param>
/// <param name="Head">The newest position.</param>
internal readonly record struct FeedRun(IReadOnlyList<FeedRow> Rows, long After, long Head);
