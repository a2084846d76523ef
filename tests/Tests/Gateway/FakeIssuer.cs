using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DienBien.Platform.Tests.Gateway;

/// <summary>Publishes a key and signs tokens with it, as Identity does.</summary>
internal sealed class FakeIssuer : IAsyncDisposable
{
    public const string Issuer = "http://127.0.0.1:8080/";

    private static readonly string[] Bindings = ["it@01890000-0000-7000-8000-000000000011"];

    private readonly RSA rsa = RSA.Create(2048);
    private TimeSpan? lifetime;
    private WebApplication host = null!;

    public string Address { get; private set; } = "";

    public string Metadata => Address + "/.well-known/openid-configuration";

    /// <param name="lifetime">How long tokens are good, for services that live in another time; half an hour unless stated.</param>
    public static async Task<FakeIssuer> StartAsync(TimeSpan? lifetime = null)
    {
        var issuer = new FakeIssuer { lifetime = lifetime };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var host = issuer.host = builder.Build();
        host.MapGet("/readyz", () => Results.Ok());
        host.MapGet("/.well-known/openid-configuration", () => Results.Content(
            JsonSerializer.Serialize(new { issuer = Issuer, jwks_uri = issuer.Address + "/.well-known/jwks" }), "application/json"));
        host.MapGet("/.well-known/jwks", () => Results.Content(JsonSerializer.Serialize(new { keys = new[] { issuer.PublicKey() } }), "application/json"));
        host.MapPost("/connect/token", () => Results.Content(
            JsonSerializer.Serialize(new { access_token = issuer.Token("svc", bindings: ["service@01890000-0000-7000-8000-000000000011"]), token_type = "Bearer", expires_in = 1_800 }), "application/json"));
        await host.StartAsync();
        issuer.Address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return issuer;
    }

    public string Token(string client = "it-test", int expiresInMinutes = 30, string audience = "dienbien-platform", string[]? bindings = null, TimeSpan? expiresIn = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            TokenType = "at+jwt",
            IssuedAt = now.AddHours(-2),
            NotBefore = now.AddHours(-2),
            Expires = now + (expiresIn ?? lifetime ?? TimeSpan.FromMinutes(expiresInMinutes)),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = client,
                ["client_id"] = client,
                ["bindings"] = bindings ?? Bindings,
            },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "test" }, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        rsa.Dispose();
    }

    private object PublicKey()
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = "test", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }
}
