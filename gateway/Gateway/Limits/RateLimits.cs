using System.Threading.RateLimiting;
using DienBien.Platform.Gateway.Errors;
using DienBien.Platform.Shared.Access;
using Microsoft.AspNetCore.RateLimiting;

namespace DienBien.Platform.Gateway.Limits;

/// <summary>
/// A token bucket for each client; for each address where there is no client yet. The framework's middleware would
/// also wait in queues and hold leases, which a bucket has no use for.
/// </summary>
internal sealed class RateLimits(RequestDelegate next, PartitionedRateLimiter<HttpContext> limiter)
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private enum Kind
    {
        Client,
        Address,
        TokenRequest,
    }

    public static PartitionedRateLimiter<HttpContext> Create(GatewayOptions.RateLimitOptions options)
    {
        var requests = Bucket(options.PermitsPerSecond, options.Burst);
        var tokens = Bucket(options.TokensPerSecond, options.TokensPerSecond);
        Func<(Kind Kind, string Id), TokenBucketRateLimiterOptions> bucket = key => key.Kind == Kind.TokenRequest ? tokens : requests;
        return PartitionedRateLimiter.Create<HttpContext, (Kind Kind, string Id)>(
            context => RateLimitPartition.GetTokenBucketLimiter(KeyOf(context), bucket));
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
            return next(context);
        using var lease = limiter.AttemptAcquire(context);
        if (lease.IsAcquired)
            return next(context);
        return GatewayError.RateLimited.WriteAsync(
            context, lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : OneSecond);
    }

    private static (Kind Kind, string Id) KeyOf(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/connect/token"))
            return (Kind.TokenRequest, AddressOf(context));
        return context.User.AsCaller() is { } caller ? (Kind.Client, caller.ClientId) : (Kind.Address, AddressOf(context));
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
