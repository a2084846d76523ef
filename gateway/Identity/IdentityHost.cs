using DienBien.Platform.Identity.Accounts;
using DienBien.Platform.Identity.Data;
using DienBien.Platform.Identity.Keys;
using DienBien.Platform.Identity.Tokens;
using DienBien.Platform.Shared.Telemetry;
using Microsoft.AspNetCore.DataProtection;
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

    /// <summary>Builds the host over a migrated database. <c>Identity:Issuer</c> is the public URL.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Settings that count more than files and environment.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or a migration failed.</exception>
    public static WebApplication Build(string[] args, Action<ConfigurationManager>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(IdentityHost).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        configure?.Invoke(builder.Configuration);
        builder.Logging.LeaveOutUrls();
        builder.WebHost.UseUrls(builder.Configuration["Listen"] ?? builder.Configuration["Urls"] ?? "http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var services = builder.Services;
        var storage = IdentityStorage.Open(builder.Configuration);
        services.AddSingleton(storage.Database);
        services.AddDbContextPool<IdentityDatabase>(options => options.Use(storage.Database));
        services.TryAddSingleton(TimeProvider.System);
        services.AddPlatformTelemetry(builder.Configuration, "identity");
        services.AddDataProtection()
            .SetApplicationName("dienbien-identity")
            .PersistKeysToFileSystem(new DirectoryInfo(storage.KeyFolder));
        services.AddHealthChecks();
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.All);
        AddAccounts(services);
        AddOpenIddict(services, IssuerOf(builder.Configuration), new KeyFolder(storage.KeyFolder, TimeProvider.System));
        services.AddHostedService<WarmUp>();
        services.AddHostedService<TokenPruning>();

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseAuthentication();
        app.MapHealthChecks("/healthz");
        app.MapHealthChecks("/readyz");
        return app;
    }

    private static Uri IssuerOf(ConfigurationManager configuration) =>
        Uri.TryCreate(configuration["Identity:Issuer"], UriKind.Absolute, out var issuer)
            ? issuer
            : throw new InvalidOperationException("The setting Identity:Issuer must be the public URL.");

    private static void AddAccounts(IServiceCollection services) => services
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

    private static void AddOpenIddict(IServiceCollection services, Uri issuer, KeyFolder keys) => services.AddOpenIddict()
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
                .AddSigningKeys(keys.SigningKeys())
                .AddEncryptionKeys(keys.EncryptionKeys())
                .AddEventHandler<HandleTokenRequestContext>(handler => handler.UseScopedHandler<GrantClientCredentials>());
            // TLS ends at the gateway, which reaches this host over the inner network.
            server.UseAspNetCore().DisableTransportSecurityRequirement();
        });
}
