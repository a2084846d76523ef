using System.Threading.RateLimiting;
using DienBien.Platform.Gateway.Errors;
using Microsoft.AspNetCore.RateLimiting;

namespace DienBien.Platform.Gateway.Limits;

/// <summary>A token bucket for each client; for each address where there is no client yet.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private enum Kind
    {
        Client,
        Address,
        TokenRequest,
    }

    public static void Configure(RateLimiterOptions limiter, GatewayOptions.RateLimitOptions options)
    {
        var requests = Bucket(options.PermitsPerSecond, options.Burst);
        var tokens = Bucket(options.TokensPerSecond, options.TokensPerSecond);
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (Kind Kind, string Id)>(context =>
            RateLimitPartition.GetTokenBucketLimiter(KeyOf(context), key => key.Kind == Kind.TokenRequest ? tokens : requests));
        limiter.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : OneSecond;
            return new ValueTask(GatewayError.RateLimited.WriteAsync(rejected.HttpContext, wait));
        };
    }

    private static (Kind Kind, string Id) KeyOf(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/connect/token"))
            return (Kind.TokenRequest, AddressOf(context));
        return context.User.FindFirst("client_id") is { } client ? (Kind.Client, client.Value) : (Kind.Address, AddressOf(context));
    }

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    // Ten small refills a second instead of one large: a client at its limit is served evenly.
    private static TokenBucketRateLimiterOptions Bucket(int permitsPerSecond, int burst) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = Math.Max(1, permitsPerSecond / 10),
        ReplenishmentPeriod = permitsPerSecond < 10 ? OneSecond / permitsPerSecond : OneSecond / 10,
        QueueLimit = 0,
    };
}
