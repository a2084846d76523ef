using System.Text.Json;
using DienBien.Platform.Shared;

namespace DienBien.Platform.Local;

/// <summary>What <c>demo-credentials.json</c> and <c>service-clients.json</c> hold.</summary>
internal sealed record CredentialFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public IReadOnlyList<AccountEntry> Accounts { get; init; } = [];

    public IReadOnlyList<ClientEntry> Clients { get; init; } = [];

    /// <summary>Reads a file; one that is not there is empty.</summary>
    public static CredentialFile Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<CredentialFile>(File.ReadAllBytes(path), Json) ?? new() : new();

    public void Write(string path) => PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Json));

    internal sealed record AccountEntry(string Username, string Password, string Role, string Organization);

    internal sealed record ClientEntry(string ClientId, string ClientSecret, string Role, string Organization);
}
