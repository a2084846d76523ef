using System.Globalization;
using System.Security.Cryptography;
using DienBien.Platform.Shared;
using Microsoft.IdentityModel.Tokens;

namespace DienBien.Platform.Identity.Keys;

/// <summary>
/// The keys of Identity as files named by kind and moment of creation. The newest of a kind is used, the older
/// ones still validate what they made. Rotation: add a key, restart; delete the old file when its tokens are over.
/// </summary>
internal sealed class KeyFolder(string path, TimeProvider clock)
{
    private const string SigningKind = "signing";
    private const string EncryptionKind = "encryption";

    /// <summary>The signing keys, newest first. Makes one in an empty folder.</summary>
    public IReadOnlyList<SecurityKey> SigningKeys() => Load(SigningKind, AddSigningKey, static file =>
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file));
        var key = new RsaSecurityKey(rsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    });

    /// <summary>The keys that seal what only Identity itself reads, newest first. Makes one in an empty folder.</summary>
    public IReadOnlyList<SecurityKey> EncryptionKeys() => Load(EncryptionKind, AddEncryptionKey, static file =>
        new SymmetricSecurityKey(Convert.FromBase64String(File.ReadAllText(file))));

    /// <summary>Makes a signing key, which is the one in use from the next start on.</summary>
    public void AddSigningKey()
    {
        using var rsa = RSA.Create(2048);
        Write(SigningKind, rsa.ExportPkcs8PrivateKeyPem());
    }

    private void AddEncryptionKey() => Write(EncryptionKind, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    private List<SecurityKey> Load(string kind, Action add, Func<string, SecurityKey> read)
    {
        if (Files(kind).Length == 0)
        {
            add();
        }

        // The name starts with the moment of creation, so its order is the age.
        return [.. Files(kind).OrderDescending(StringComparer.Ordinal).Select(read)];
    }

    private string[] Files(string kind) => Directory.GetFiles(path, $"{kind}-*.key");

    private void Write(string kind, string text)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind}-{clock.GetUtcNow():yyyyMMdd'T'HHmmss.fff'Z'}.key");
        PrivateFile.Write(Path.Combine(path, name), System.Text.Encoding.ASCII.GetBytes(text));
    }
}
