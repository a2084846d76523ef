using DienBien.Platform.Identity.Accounts;
using DienBien.Platform.Identity.Data;
using DienBien.Platform.Identity.Keys;
using DienBien.Platform.Identity.Tokens;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace DienBien.Platform.Identity;

/// <summary>The OpenID Connect provider: accounts, clients and their tokens.</summary>
internal static class IdentityHost
{
    /// <summary>The one scope; what a caller may do comes from its role bindings.</summary>
    public const string Scope = "platform";

    private static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromHours(1);

    /// <summary>Builds the host over a migrated database.</summary>
    /// <param name="args">Command-line settings.</param>
    /// <param name="configure">Settings that win over all others.</param>
    public static WebApplication Build(string[] args, Action<ConfigurationManager>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        configure?.Invoke(builder.Configuration);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.All);
        builder.Services.AddHealthChecks();
        AddStorage(builder);
        AddAccounts(builder);
        AddOpenIddict(builder);
        builder.Services.AddHostedService<TokenPruning>();

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseAuthentication();
        app.MapHealthChecks("/healthz");
        app.MapHealthChecks("/readyz");
        return app;
    }

    private static void AddStorage(WebApplicationBuilder builder)
    {
        Directory.CreateDirectory(IdentityStorage.DirectoryOf(builder.Configuration));
        var storage = IdentityStorage.From(builder.Configuration);
        storage.Migrate();
        builder.Services.AddDbContextPool<IdentityDatabase>(storage.Use);
    }

    private static void AddAccounts(WebApplicationBuilder builder) => builder.Services
        .AddIdentityCore<Account>(options =>
        {
            // Length is what protects; rules on the kinds of characters only make passwords predictable.
            options.Password.RequiredLength = 12;
            options.Password.RequireDigit = false;
            options.Password.RequireLowercase = false;
            options.Password.RequireUppercase = false;
            options.Password.RequireNonAlphanumeric = false;
        })
        .AddEntityFrameworkStores<IdentityDatabase>();

    private static void AddOpenIddict(WebApplicationBuilder builder)
    {
        var issuer = Uri.TryCreate(builder.Configuration["Identity:Issuer"], UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException("The setting Identity:Issuer must be the public URL.");
        var keys = new KeyFolder(Path.Combine(IdentityStorage.DirectoryOf(builder.Configuration), "keys"), TimeProvider.System);
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDatabase>())
            .AddServer(server =>
            {
                server.SetIssuer(issuer)
                    .SetTokenEndpointUris("connect/token")
                    .SetConfigurationEndpointUris(".well-known/openid-configuration")
                    .SetJsonWebKeySetEndpointUris(".well-known/jwks")
                    .AllowClientCredentialsFlow()
                    .RegisterScopes(Scope)
                    .SetAccessTokenLifetime(AccessTokenLifetime)
                    // Services validate tokens by Identity's public keys alone.
                    .DisableAccessTokenEncryption()
                    .AddEventHandler<HandleTokenRequestContext>(handler => handler.UseScopedHandler<GrantClientCredentials>());
                server.AddSigningKeys(keys.SigningKeys()).AddEncryptionKeys(keys.EncryptionKeys());
                // TLS ends at the gateway, which reaches this host over the inner network.
                server.UseAspNetCore().DisableTransportSecurityRequirement();
            });
    }
}
