using System.Globalization;
using System.Security.Cryptography;
using DienBien.Feed.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Hosting;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.DataProtection;

namespace DienBien.Platform.Shared.Feed;

/// <summary>Serves this service's feed.</summary>
internal sealed class FeedApi(Database database, FeedSignal signal, ScopeResolver resolver, ServiceInfo service, IDataProtectionProvider protection, TimeProvider clock) : FeedService.FeedServiceBase
{
    private const string Replicate = "feed.replicate";

    private const int DefaultBatch = 1_000;

    private const int MaxBatch = 5_000;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // Another replica's commits raise no signal here.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private readonly IDataProtector protector = protection.CreateProtector("feed-cursor");

    public override async Task Subscribe(SubscribeRequest request, IServerStreamWriter<FeedBatch> responseStream, ServerCallContext context)
    {
        var access = context.Access();
        var whole = access.Caller.Holds(Replicate);
        var (after, size) = (await StartAsync(request, access, whole, context.CancellationToken), BatchSize(request));
        var heard = DateTimeOffset.MinValue;
        while (!context.CancellationToken.IsCancellationRequested)
        {
            var next = signal.Next;
            var head = await FeedLog.HeadAsync(database, context.CancellationToken);
            if (after < head)
            {
                var until = Math.Min(after + size, head);
                // The scope is resolved for each batch: a caller who was moved loses the old place at once.
                var scope = whole ? null : await resolver.ResolveAsync(access.Caller, access.Rule.Permission, context.CancellationToken);
                var rows = await FeedLog.ReadAsync(database, after, until, scope, context.CancellationToken);
                after = until;
                // A reader of a part hears nothing of the rest, not even that there was something; but one who leaves
                // at the head is told the place.
                if (rows.Count > 0 || (request.UntilHead && until == head))
                {
                    await responseStream.WriteAsync(Batch(rows, after, head, access, whole), context.CancellationToken);
                    heard = clock.GetUtcNow();
                }
            }
            else if (request.UntilHead)
            {
                return;
            }
            else
            {
                if (clock.GetUtcNow() - heard > Heartbeat)
                {
                    await responseStream.WriteAsync(Batch([], after, head, access, whole), context.CancellationToken);
                    heard = clock.GetUtcNow();
                }

                await Task.WhenAny(next, Task.Delay(Poll, context.CancellationToken));
            }
        }
    }

    private static int BatchSize(SubscribeRequest request) => request.MaxBatchSize switch
    {
        < 0 => throw Problems.Invalid("max_batch_size", "PAGE_SIZE_NEGATIVE"),
        0 => DefaultBatch,
        var size => Math.Min(size, MaxBatch),
    };

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

        var after = request.Cursor.Length == 0 ? request.AfterPosition : Open(request.Cursor, access.Caller);
        return after <= await FeedLog.HeadAsync(database, cancellation)
            ? after
            : throw new Problem(StatusCode.OutOfRange, "POSITION_BEYOND_HEAD");
    }

    private FeedBatch Batch(IReadOnlyList<FeedRow> rows, long after, long head, CallAccess access, bool whole)
    {
        var batch = new FeedBatch { Cursor = Seal(after, access.Caller), HeadPosition = whole ? head : 0 };
        batch.Events.AddRange(rows.Select(row => new FeedEvent
        {
            Position = whole ? row.Position : 0,
            Id = row.Id,
            Type = row.Type,
            Source = service.Name,
            Subject = row.Subject,
            Organization = ResourceName.Organization(row.OrganizationId),
            RecordTime = row.RecordedAt.ToTimestamp(),
            SchemaVersion = Upcasters.CurrentVersion(row.Type),
            Traceparent = row.Traceparent ?? "",
            Data = Upcasters.Upcast(row.Type, row.SchemaVersion, UnsafeByteOperations.UnsafeWrap(row.Data)),
        }));
        return batch;
    }

    private string Seal(long position, Caller caller) =>
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{position} {caller.ClientId}"));

    private long Open(string cursor, Caller caller)
    {
        try
        {
            var parts = protector.Unprotect(cursor).Split(' ', 2);
            if (parts[1] == caller.ClientId)
            {
                return long.Parse(parts[0], CultureInfo.InvariantCulture);
            }
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            throw Problems.Invalid("cursor", "CURSOR_INVALID");
        }

        throw Problems.Invalid("cursor", "CURSOR_INVALID");
    }
}
