using DienBien.Platform.Gateway.Errors;
using DienBien.Platform.Shared.Access;
using Microsoft.AspNetCore.Authorization;

namespace DienBien.Platform.Gateway.Access;

/// <summary>
/// Lets nobody without a token through, unless the endpoint says that anybody may come, and says what is wrong with the
/// token in the caller's protocol. The gateway has this one policy; the framework's authorization would look it up,
/// build its services and evaluate it for each request.
/// </summary>
internal sealed class CallersOnly(RequestDelegate next)
{
    private const string Invalid = "Bearer error=\"invalid_token\"";

    public Task InvokeAsync(HttpContext context) =>
        context.User.AsCaller() is not null || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? next(context)
            : RefuseAsync(context);

    private static async Task RefuseAsync(HttpContext context)
    {
        var error = await TokenErrors.OfAsync(context);
        if (error != GatewayError.IssuerUnavailable)
        {
            context.Response.Headers.WWWAuthenticate = error == GatewayError.TokenMissing ? "Bearer"
                : error == GatewayError.TokenExpired ? Invalid + ", error_description=\"The token has expired\"" : Invalid;
        }

        await error.WriteAsync(context);
    }
}

/// <summary>Puts the check into the pipeline.</summary>
internal static class CallersOnlyExtensions
{
    public static void UseCallersOnly(this IApplicationBuilder app)
    {
        // The mark that UseAuthorization leaves: without it the host would put that in front by itself.
        app.Properties["__AuthorizationMiddlewareSet"] = true;
        app.UseMiddleware<CallersOnly>();
    }
}
