using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DienBien.Platform.Shared.Access;

/// <summary>
/// Recognises callers. The bearer handler pays for a scope, a handler and a signature each time, so what it accepted
/// is remembered and found without it.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next, TokenCache cache, TimeProvider clock)
{
    private const string Prefix = "Bearer ";

    /// <summary>A token that Identity revoked is still accepted for as long.</summary>
    private static readonly TimeSpan LongestStay = TimeSpan.FromMinutes(5);

    public Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        var cacheable = TokenCache.TryHash(header.AsSpan(Prefix.Length).Trim(), out var hash);
        if (!cacheable || cache.Find(hash, clock.GetUtcNow()) is not { } caller)
        {
            return AuthenticateAsync(context, cacheable ? hash : null);
        }

        context.User = caller;
        return next(context);
    }

    private async Task AuthenticateAsync(HttpContext context, TokenCache.TokenHash? hash)
    {
        var result = await context.AuthenticateAsync();
        if (result.Succeeded)
        {
            var caller = new CallerPrincipal(result.Principal);
            context.User = caller;
            var (now, expires) = (clock.GetUtcNow(), result.Properties?.ExpiresUtc ?? DateTimeOffset.MinValue);
            if (hash is { } key && expires > now)
            {
                cache.Add(key, caller, expires < now + LongestStay ? expires : now + LongestStay);
            }
        }
        else
        {
            context.Features.Set(new TokenFailure(result.Failure));
        }

        await next(context);
    }
}

/// <summary>What is left with a request whose token was refused.</summary>
/// <param name="Cause">The validation's exception, null if there was nothing to validate.</param>
public sealed record TokenFailure(Exception? Cause);

/// <summary>Puts the recognition of callers into a host's pipeline.</summary>
public static class CallerMiddlewareExtensions
{
    /// <summary>Recognises callers, in place of <c>UseAuthentication</c>; needs <see cref="TokenAuthentication.AddPlatformAuthentication"/>.</summary>
    /// <param name="app">The pipeline.</param>
    public static IApplicationBuilder UsePlatformAuthentication(this IApplicationBuilder app)
    {
        // The mark that UseAuthentication leaves: without it the host would put that in front by itself.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        return app.UseMiddleware<CallerMiddleware>();
    }
}
