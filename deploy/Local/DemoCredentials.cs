using System.Buffers.Text;
using System.Security.Cryptography;
using DienBien.Platform.Identity.Seed;
using DienBien.Platform.Shared;

namespace DienBien.Platform.Local;

/// <summary>
/// The secrets of the demonstration: random, made at the first start and kept in files that only the process's
/// user may read. Seed first, <see cref="Write"/> afterwards: a crash between the two makes new secrets, which
/// replace those that nobody has seen.
/// </summary>
internal sealed class DemoCredentials
{
    private readonly string demoPath;
    private readonly string servicePath;
    private readonly List<ClientSeed> clients = [];
    private readonly List<AccountSeed> accounts = [];

    private DemoCredentials(string folder)
    {
        demoPath = Path.Combine(folder, "demo-credentials.json");
        servicePath = Path.Combine(folder, "keys", "service-clients.json");
        var (demo, services) = (CredentialFile.Read(demoPath), CredentialFile.Read(servicePath));
        AddClients(DemoIdentities.Clients, demo);
        AddClients(DemoIdentities.Services, services);
        AddAccounts(demo);
    }

    /// <summary>All clients, the services' own among them.</summary>
    public IReadOnlyList<ClientSeed> Clients => clients;

    public IReadOnlyList<AccountSeed> Accounts => accounts;

    /// <summary>Reads the files in the data directory and makes what is missing.</summary>
    public static DemoCredentials Read(string folder) => new(folder);

    public string SecretOf(string clientId) => clients.Single(client => client.ClientId == clientId).Secret;

    /// <summary>Keeps what was made; files that have everything are not touched.</summary>
    public void Write()
    {
        if (!clients.Exists(client => client.ReplaceSecret) && !accounts.Exists(account => account.ReplacePassword))
        {
            return;
        }

        PrivateFile.MakeFolder(Path.GetDirectoryName(servicePath)!);
        new CredentialFile { Clients = Entries(DemoIdentities.Services) }.Write(servicePath);
        new CredentialFile
        {
            Accounts = [.. accounts.Select(a => new CredentialFile.AccountEntry(a.UserName, a.Password, a.Role, NameOf(a.OrganizationId)))],
            Clients = Entries(DemoIdentities.Clients),
        }.Write(demoPath);
    }

    private static string NameOf(string organizationId) => $"organizations/{organizationId}";

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private CredentialFile.ClientEntry[] Entries(DemoIdentity[] identities) =>
        [.. identities.Select(i => new CredentialFile.ClientEntry(i.Name, SecretOf(i.Name), i.Role, NameOf(i.OrganizationId)))];

    private void AddClients(DemoIdentity[] identities, CredentialFile file) => clients.AddRange(identities.Select(identity =>
    {
        var known = file.Clients.FirstOrDefault(client => client.ClientId == identity.Name);
        return new ClientSeed
        {
            ClientId = identity.Name,
            Secret = known?.ClientSecret ?? NewSecret(),
            DisplayName = identity.DisplayName,
            Role = identity.Role,
            OrganizationId = identity.OrganizationId,
            ReplaceSecret = known is null,
        };
    }));

    private void AddAccounts(CredentialFile file) => accounts.AddRange(DemoIdentities.Accounts.Select(identity =>
    {
        var known = file.Accounts.FirstOrDefault(account => account.Username == identity.Name);
        return new AccountSeed
        {
            UserName = identity.Name,
            Password = known?.Password ?? NewSecret(),
            Role = identity.Role,
            OrganizationId = identity.OrganizationId,
            ReplacePassword = known is null,
        };
    }));
}
