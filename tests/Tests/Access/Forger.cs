using System.Security.Cryptography;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Tests.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DienBien.Platform.Tests.Access;

/// <summary>Makes tokens as Identity would, each wrong in one way.</summary>
internal sealed class Forger(string identityFolder)
{
    public SecurityKey IdentitysKey { get; } = Read(Directory.GetFiles(Path.Combine(identityFolder, "keys", "identity"), "signing-*.key").Single());

    public static SecurityKey Foreign(string? keyId) => new RsaSecurityKey(RSA.Create(2048)) { KeyId = keyId };

    public string Make(SecurityKey? key = null, string issuer = IdentityServer.Issuer, string audience = TokenAuthentication.Audience, string type = "at+jwt", TimeSpan? expiresIn = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var expires = now + (expiresIn ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            TokenType = type,
            IssuedAt = expires - TimeSpan.FromHours(1),
            Expires = expires,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "it-province",
                ["client_id"] = "it-province",
                ["bindings"] = new[] { $"it@{IdentityServer.Province}" },
            },
            SigningCredentials = new SigningCredentials(key ?? IdentitysKey, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>The same token with no signature, and saying so.</summary>
    public static string Unsigned(string token) =>
        $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""")}.{token.Split('.')[1]}.";

    /// <summary>The same signature under another payload.</summary>
    public static string Tampered(string token)
    {
        var parts = token.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("it@", "province-admin@", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}";
    }

    /// <summary>Signed with the public key as if it were a shared secret.</summary>
    public string SignedWithPublicKey()
    {
        var publicKey = ((RsaSecurityKey)IdentitysKey).Rsa.ExportSubjectPublicKeyInfo();
        var (header, payload) = (Base64UrlEncoder.Encode($$"""{"alg":"HS256","typ":"at+jwt","kid":"{{IdentitysKey.KeyId}}"}"""), Make().Split('.')[1]);
        var signature = HMACSHA256.HashData(publicKey, System.Text.Encoding.ASCII.GetBytes($"{header}.{payload}"));
        return $"{header}.{payload}.{Base64UrlEncoder.Encode(signature)}";
    }

    private static RsaSecurityKey Read(string file)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file));
        var key = new RsaSecurityKey(rsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }
}
