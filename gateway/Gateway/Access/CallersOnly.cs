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
    public Task InvokeAsync(HttpContext context)
    {
        if (context.User.AsCaller() is not null || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return next(context);
        var (error, challenge) = TokenAuthentication.ProblemOf(context) switch
        {
            TokenProblem.Missing => (GatewayError.TokenMissing, "Bearer"),
            TokenProblem.Expired => (GatewayError.TokenExpired, "Bearer error=\"invalid_token\", error_description=\"The token has expired\""),
            TokenProblem.IssuerUnavailable => (GatewayError.IssuerUnavailable, ""),
            _ => (GatewayError.TokenInvalid, "Bearer error=\"invalid_token\""),
        };
        if (challenge != "")
            context.Response.Headers.WWWAuthenticate = challenge;
        return error.WriteAsync(context);
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
