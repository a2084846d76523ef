using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace DienBien.Platform.Shared.Access;

/// <summary>Stands before the bearer handler, which pays for a signature each time, and remembers what it accepted.</summary>
internal sealed class CachedTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    TokenCache cache,
    IOptionsMonitor<JwtBearerOptions> bearer) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string Prefix = "Bearer ";

    /// <summary>A token that Identity revoked is still accepted for as long.</summary>
    private static readonly TimeSpan LongestStay = TimeSpan.FromMinutes(5);

    /// <summary>Reads the bearer token of a request, false if it has none.</summary>
    internal static bool TryReadToken(HttpRequest request, out ReadOnlySpan<char> token)
    {
        var header = request.Headers.Authorization.ToString();
        var found = header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        token = found ? header.AsSpan(Prefix.Length).Trim() : default;
        return found;
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!TryReadToken(Request, out var token))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var cacheable = TokenCache.TryHash(token, out var hash);
        return cacheable && cache.Find(hash, TimeProvider.GetUtcNow()) is { } ticket
            ? Task.FromResult(AuthenticateResult.Success(ticket))
            : ValidateAsync(cacheable, hash);
    }

    // The bearer handler words the WWW-Authenticate header.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Context.ChallengeAsync(JwtBearerDefaults.AuthenticationScheme, properties);

    private async Task<AuthenticateResult> ValidateAsync(bool cacheable, TokenCache.TokenHash hash)
    {
        var result = await Context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (!result.Succeeded)
        {
            // The authentication middleware keeps successes only.
            Context.Features.Set(new TokenFailure(await ProblemOfAsync(result.Failure)));
            return result;
        }

        var ticket = new AuthenticationTicket(new CallerPrincipal(result.Principal), result.Properties, Scheme.Name);
        var (now, expires) = (TimeProvider.GetUtcNow(), result.Properties?.ExpiresUtc ?? DateTimeOffset.MinValue);
        if (cacheable && expires > now)
        {
            cache.Add(hash, ticket, expires < now + LongestStay ? expires : now + LongestStay);
        }

        return AuthenticateResult.Success(ticket);
    }

    private async Task<TokenProblem> ProblemOfAsync(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException => TokenProblem.Expired,
        SecurityTokenSignatureKeyNotFoundException when !await IssuerAnswersAsync() => TokenProblem.IssuerUnavailable,
        _ => TokenProblem.Invalid,
    };

    // Without the issuer's keys every signature looks foreign; the caller must hear "try again", not "bad token".
    private async Task<bool> IssuerAnswersAsync()
    {
        try
        {
            await bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(Context.RequestAborted);
            return true;
        }
        catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException or IOException)
        {
            return false;
        }
    }
}
