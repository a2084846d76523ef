using DienBien.Platform.Gateway.Errors;
using DienBien.Platform.Shared.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace DienBien.Platform.Gateway.Access;

/// <summary>Says what is wrong with a token, in the caller's protocol.</summary>
internal sealed class TokenAnswers : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        var (error, challenge) = authorizeResult.Forbidden
            ? (GatewayError.Forbidden, "Bearer error=\"insufficient_scope\"")
            : TokenAuthentication.ProblemOf(context) switch
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
