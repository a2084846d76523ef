using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DienBien.Platform.Shared.Access;

/// <summary>
/// Recognises callers. A token that is remembered does not pass through the authentication services, which make a
/// scope and a handler for each request and cost more than the look-up itself.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next, TokenCache cache, TimeProvider clock)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!CachedTokenHandler.TryReadToken(context.Request, out var token))
        {
            return next(context);
        }

        if (TokenCache.TryHash(token, out var hash) && cache.Find(hash, clock.GetUtcNow()) is { } ticket)
        {
            context.User = ticket.Principal;
            return next(context);
        }

        return AuthenticateAsync(context);
    }

    private async Task AuthenticateAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync();
        if (result.Succeeded)
        {
            context.User = result.Principal;
        }

        await next(context);
    }
}

/// <summary>Puts the recognition of callers into a host's pipeline.</summary>
public static class CallerMiddlewareExtensions
{
    /// <summary>Recognises callers, in place of <c>UseAuthentication</c>; needs <see cref="TokenAuthentication.AddPlatformAuthentication"/>.</summary>
    /// <param name="app">The pipeline.</param>
    public static IApplicationBuilder UsePlatformAuthentication(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // The mark that UseAuthentication leaves: without it the host would put that in front by itself.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        return app.UseMiddleware<CallerMiddleware>();
    }
}
