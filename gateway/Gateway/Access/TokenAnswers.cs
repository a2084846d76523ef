using DienBien.Platform.Gateway.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.IdentityModel.Tokens;

namespace DienBien.Platform.Gateway.Access;

/// <summary>Says what is wrong with a token, in the caller's protocol.</summary>
internal sealed class TokenAnswers : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        var error = authorizeResult.Forbidden ? GatewayError.Forbidden : ReasonOf(context);
        context.Response.Headers.WWWAuthenticate = error switch
        {
            { Reason: "TOKEN_MISSING" } => "Bearer",
            { HttpStatus: 403 } => "Bearer error=\"insufficient_scope\"",
            _ => $"Bearer error=\"invalid_token\", error_description=\"{error.Message}\"",
        };
        return error.WriteAsync(context);
    }

    private static GatewayError ReasonOf(HttpContext context)
    {
        if (!context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return GatewayError.TokenMissing;
        for (var failure = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure; failure is not null; failure = failure.InnerException)
        {
            if (failure is SecurityTokenExpiredException)
                return GatewayError.TokenExpired;
        }

        return GatewayError.TokenInvalid;
    }
}
