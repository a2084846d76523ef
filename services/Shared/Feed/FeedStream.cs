using System.Buffers;
using System.Text;
using DienBien.Feed.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DienBien.Platform.Shared.Feed;

/// <summary>
/// The feed as server-sent events, each a CloudEvent, for systems that do not speak gRPC. Reader and access rule are
/// those of <see cref="FeedApi.Subscribe"/>; the id of an event is the cursor behind it, so a reader that was cut
/// off goes on with <c>Last-Event-ID</c> where it stopped.
/// </summary>
internal static class FeedStream
{
    private const string Rpc = "/dienbien.feed.v1.FeedService/Subscribe";

    private static readonly byte[] Retry = "retry: 3000\n\n"u8.ToArray();

    public static void MapFeedStream(this IEndpointRouteBuilder app) => app.MapGet("/v1/feeds/{feed}:stream", StreamAsync);

    private static async Task StreamAsync(HttpContext http, string feed)
    {
        try
        {
            var services = http.RequestServices;
            var access = await services.GetRequiredService<AccessCheck>().CheckRouteAsync(Rpc, http.User.AsCaller(), "", http.RequestAborted);
            var (reader, source) = (services.GetRequiredService<FeedReader>(), services.GetRequiredService<ServiceInfo>().Name);
            await foreach (var run in reader.ReadAsync(RequestOf(http.Request, feed), access, http.RequestAborted))
            {
                if (!http.Response.HasStarted)
                {
                    Start(http.Response);
                }

                foreach (var row in run.Rows)
                {
                    Write(http.Response.BodyWriter, reader.Cursors.Seal(row.Position, access.Caller), CloudEvents.Utf8(row, source));
                }

                // Without data it is no event, but it moves the reader's place over what is none of its business.
                Write(http.Response.BodyWriter, reader.Cursors.Seal(run.After, access.Caller), default);
                await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            }
        }
        catch (Problem problem) when (!http.Response.HasStarted)
        {
            await StatusWriter.WriteAsync(http, problem.ToStatus(http.Request.Headers.AcceptLanguage));
        }
        catch (Problem problem) when (problem.Code is StatusCode.Unauthenticated or StatusCode.Unavailable)
        {
            // The token's time is over or the service stops: the end of the stream makes the reader come again.
            await http.Response.CompleteAsync();
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The reader has gone.
            http.Abort();
        }
    }

    private static SubscribeRequest RequestOf(HttpRequest request, string feed) => new()
    {
        Feed = "feeds/" + feed,
        Cursor = request.Headers["Last-Event-ID"].FirstOrDefault() ?? request.Query["cursor"].FirstOrDefault() ?? "",
        UntilHead = string.Equals(request.Query["untilHead"], "true", StringComparison.OrdinalIgnoreCase),
        // A smaller run than over gRPC: it is held in memory until it is flushed.
        MaxBatchSize = 200,
    };

    private static void Start(HttpResponse response)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        // Some proxies hold back what they forward unless told not to.
        response.Headers["X-Accel-Buffering"] = "no";
        response.BodyWriter.Write(Retry);
    }

    private static void Write(IBufferWriter<byte> output, string cursor, ReadOnlySpan<byte> json)
    {
        output.Write("id: "u8);
        Encoding.ASCII.GetBytes(cursor, output);
        if (json.Length > 0)
        {
            output.Write("\ndata: "u8);
            output.Write(json);
        }

        output.Write("\n\n"u8);
    }
}
