using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;

namespace DienBien.Platform.Shared.Access;

/// <summary>
/// Recognises callers by the tokens of Identity, the one issuer that services trust. Nothing but the middleware may
/// authenticate, which would go round the cache, and nothing may change the principal: requests share it.
/// </summary>
public static class TokenAuthentication
{
    /// <summary>The audience of every access token.</summary>
    public const string Audience = "dienbien-platform";

    /// <summary>A service's clock may be this far from Identity's.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Adds the scheme. Reads <c>Identity:Issuer</c> (the public URL) and <c>Identity:Metadata</c> (the discovery
    /// document, fetched when the first token comes); the latter may be plain HTTP on loopback only.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is missing or not an absolute URL.</exception>
    public static IServiceCollection AddPlatformAuthentication(this IServiceCollection services, IConfiguration configuration)
    {
        var issuer = Address(configuration, "Identity:Issuer");
        var metadata = Address(configuration, "Identity:Metadata");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new TokenCache());
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(bearer =>
            {
                bearer.MapInboundClaims = false;
                bearer.MetadataAddress = metadata.AbsoluteUri;
                bearer.RequireHttpsMetadata = !metadata.IsLoopback;
                // How soon after one token with an unknown key another may make the service fetch the keys again.
                bearer.RefreshInterval = TimeSpan.FromSeconds(30);
                bearer.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidTypes = ["at+jwt"],
                    ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
                    ValidIssuer = issuer.AbsoluteUri,
                    ValidAudience = Audience,
                    ClockSkew = ClockSkew,
                    NameClaimType = "sub",
                };
            });
        return services;
    }

    /// <summary>Reads a setting that must be an absolute URL.</summary>
    internal static Uri Address(IConfiguration configuration, string key) =>
        Uri.TryCreate(configuration[key], UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException($"The setting {key} must be an absolute URL.");
}
