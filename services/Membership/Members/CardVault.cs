using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace DienBien.Platform.Membership.Members;

/// <summary>
/// Keeps card numbers, which are personal ids: encrypted for those who must read one, and as a keyed hash to find
/// one (R-FILE-4). The hash key has an id, so that it can be changed row by row.
/// </summary>
internal sealed class CardVault
{
    private readonly IDataProtector protector;

    private readonly HashKey key;

    public CardVault(Storage storage, IDataProtectionProvider protection)
    {
        protector = protection.CreateProtector("card-number");
        var file = Path.Combine(storage.KeyFolder, "card-hash.json");
        if (!File.Exists(file))
        {
            PrivateFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(new HashKey { Id = Ids.New(), Key = RandomNumberGenerator.GetBytes(32) }));
        }

        key = JsonSerializer.Deserialize<HashKey>(File.ReadAllBytes(file))!;
    }

    /// <summary>The id of the key that hashes are made with.</summary>
    public string KeyId => key.Id;

    public string Hash(string cardNumber) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Key, Encoding.ASCII.GetBytes(cardNumber)));

    public string Encrypt(string cardNumber) => protector.Protect(cardNumber);

    /// <summary>The number in full, for the reading of a dossier alone.</summary>
    public string Decrypt(string cipher) => protector.Unprotect(cipher);

    private sealed record HashKey
    {
        public required string Id { get; init; }

        public required byte[] Key { get; init; }
    }
}
