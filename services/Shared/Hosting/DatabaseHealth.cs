using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DienBien.Platform.Shared.Hosting;

/// <summary>Ready means: the database answers. A stuck projection degrades, since reads still work.</summary>
internal sealed class DatabaseHealth(Database database, FeedMetrics feeds) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var head = await FeedLog.HeadAsync(database, cancellationToken);
        return feeds.AnyPoisoned
            ? HealthCheckResult.Degraded("A projection is stuck.")
            : HealthCheckResult.Healthy(data: new Dictionary<string, object> { ["position"] = head });
    }
}

/// <summary>The plain health routes, for the gateway's probes.</summary>
internal static class HealthRoutes
{
    internal static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Ok());
        app.MapGet("/readyz", async (HealthCheckService health, FeedMetrics feeds, CancellationToken cancellation) =>
        {
            var report = await health.CheckHealthAsync(cancellation);
            return Results.Json(
                new
                {
                    status = report.Status.ToString(),
                    feeds = feeds.Snapshot().ToDictionary(feed => feed.Key, feed => new { feed.Value.Position, feed.Value.Head, feed.Value.Poison }),
                },
                statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        });
    }
}
