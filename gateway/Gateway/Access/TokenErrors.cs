using DienBien.Platform.Gateway.Errors;
using DienBien.Platform.Shared.Access;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace DienBien.Platform.Gateway.Access;

/// <summary>Why a request has no caller.</summary>
internal static class TokenErrors
{
    /// <summary>Names the cause, to be asked for after the callers were recognised.</summary>
    public static async ValueTask<GatewayError> OfAsync(HttpContext context) => context.Features.Get<TokenFailure>() switch
    {
        null => GatewayError.TokenMissing,
        { Cause: SecurityTokenExpiredException } => GatewayError.TokenExpired,
        { Cause: SecurityTokenSignatureKeyNotFoundException } when !await IssuerAnswersAsync(context) => GatewayError.IssuerUnavailable,
        _ => GatewayError.TokenInvalid,
    };

    // Without the issuer's keys every signature looks foreign; the caller must hear "try again", not "bad token".
    private static async Task<bool> IssuerAnswersAsync(HttpContext context)
    {
        try
        {
            var bearer = context.RequestServices.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);
            await bearer.ConfigurationManager!.GetConfigurationAsync(context.RequestAborted);
            return true;
        }
        catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException or IOException)
        {
            return false;
        }
    }
}
