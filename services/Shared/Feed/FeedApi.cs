using DienBien.Feed.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Hosting;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DienBien.Platform.Shared.Feed;

/// <summary>Serves this service's feed.</summary>
internal sealed class FeedApi(FeedReader reader, ServiceInfo service) : FeedService.FeedServiceBase
{
    public override async Task Subscribe(SubscribeRequest request, IServerStreamWriter<FeedBatch> responseStream, ServerCallContext context)
    {
        var access = context.Access();
        await foreach (var run in reader.ReadAsync(request, access, context.CancellationToken))
        {
            await responseStream.WriteAsync(Batch(run, access.Caller), context.CancellationToken);
        }
    }

    private FeedBatch Batch(FeedRun run, Caller caller)
    {
        var whole = caller.Holds(FeedReader.Replicate);
        var batch = new FeedBatch { Cursor = reader.Cursors.Seal(run.After, caller), HeadPosition = whole ? run.Head : 0 };
        batch.Events.AddRange(run.Rows.Select(row => new FeedEvent
        {
            Position = whole ? row.Position : 0,
            Id = row.Id,
            Type = row.Type,
            Source = service.Name,
            Subject = row.Subject,
            Organization = ResourceName.Organization(row.OrganizationId),
            RecordTime = row.RecordedAt.ToTimestamp(),
            SchemaVersion = Upcasters.All.CurrentVersion(row.Type),
            Traceparent = row.Traceparent ?? "",
            Data = Upcasters.All.Upcast(row.Type, row.SchemaVersion, UnsafeByteOperations.UnsafeWrap(row.Data)),
        }));
        return batch;
    }
}
