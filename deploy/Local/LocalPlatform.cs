using System.Globalization;
using DienBien.Platform.Gateway;
using DienBien.Platform.Identity;
using DienBien.Platform.Identity.Seed;
using DienBien.Platform.Indicators;
using DienBien.Platform.Inspection;
using DienBien.Platform.Meetings;
using DienBien.Platform.Membership;

namespace DienBien.Platform.Local;

/// <summary>The whole platform in one process: Identity, the four services and the gateway, on SQLite files.</summary>
internal sealed class LocalPlatform : IAsyncDisposable
{
    private static readonly string[] Names = ["identity", "membership", "meetings", "inspection", "indicators"];

    private readonly List<WebApplication> hosts = [];

    private WebApplication[] followers = [];

    private LocalPlatform(LocalOptions options) => Options = options;

    public LocalOptions Options { get; }

    /// <summary>The JSON and gRPC-Web front.</summary>
    public string Http { get; private set; } = "";

    /// <summary>The gRPC front.</summary>
    public string Grpc { get; private set; } = "";

    /// <summary>The Membership host, which the demo data is loaded into.</summary>
    public WebApplication Membership { get; private set; } = null!;

    public static async Task<LocalPlatform> StartAsync(LocalOptions options, CancellationToken cancellation)
    {
        var platform = new LocalPlatform(options with { Http = FreePorts.Pick(options.Http), Grpc = FreePorts.Pick(options.Grpc) });
        try
        {
            await platform.StartHostsAsync(cancellation);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The gateway first, so that nothing new comes in; consumers before the services that they follow.
        foreach (var host in hosts.AsEnumerable().Reverse())
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }
    }

    /// <summary>Completes when the process is asked to end.</summary>
    public Task WaitAsync() => hosts[^1].WaitForShutdownAsync();

    /// <summary>Waits until every service knows what Membership has recorded by now.</summary>
    public Task CatchUpAsync(CancellationToken cancellation) => Followers.CatchUpAsync(Membership, followers, cancellation);

    private async Task StartHostsAsync(CancellationToken cancellation)
    {
        (Http, Grpc) = (Url(Options.Http), Url(Options.Grpc));
        var credentials = DemoCredentials.Read(Path.GetFullPath(Options.Data));
        // Addresses are fixed beforehand, so that no host has to wait for another's.
        var addresses = Names.ToDictionary(name => name, _ => Url(FreePorts.Pick(0)));
        var common = Common(addresses);

        // Two chains take longest, Identity up to its clients and Membership up to the demo data; all else goes on beside them.
        var identity = Task.Run(() => StartIdentityAsync(common, addresses["identity"], credentials, cancellation), cancellation);
        var membership = Task.Run(async () => await StartAsync(MembershipHost.Build([], Service(common, credentials, "membership", addresses)), cancellation), cancellation);
        var loaded = Task.Run(async () =>
        {
            var register = await membership;
            await (Options.Empty ? Task.CompletedTask : DemoLoader.ApplyAsync(register.Services, Options.Size, cancellation));
        }, cancellation);
        var built = new[]
        {
            Task.Run(() => MeetingsHost.Build([], Service(common, credentials, "meetings", addresses)), cancellation),
            Task.Run(() => InspectionHost.Build([], Service(common, credentials, "inspection", addresses)), cancellation),
            Task.Run(() => IndicatorsHost.Build([], Service(common, credentials, "indicators", addresses)), cancellation),
        };

        hosts.Add(await identity);
        var accounts = Task.Run(() => SeedAccountsAsync(hosts[0], credentials, cancellation), cancellation);
        hosts.Add(Membership = await membership);
        // Followers start when there is a feed to follow and somebody who gives them tokens for it.
        followers = await Task.WhenAll((await Task.WhenAll(built)).Select(host => StartAsync(host, cancellation)));
        hosts.AddRange(followers);
        // From its making on the gateway asks the services whether they are well.
        var gateway = GatewayHost.Build([], Settings(common, [("Gateway:Http", Http), ("Gateway:Grpc", Grpc), ("Gateway:PublicReflection", "true"),
            ("Telemetry:Export", "true"), ("OTEL_SERVICE_NAME", "dienbien-local"), .. addresses.Select(a => ($"Gateway:Services:{a.Key}", a.Value))]));
        hosts.Add(await StartAsync(gateway, cancellation));
        await Task.WhenAll(accounts, loaded);
        await CatchUpAsync(cancellation);
    }

    private Dictionary<string, string?> Common(Dictionary<string, string> addresses) => new()
    {
        ["Data:Directory"] = Path.GetFullPath(Options.Data),
        ["Identity:Issuer"] = Http + "/",
        ["Identity:Metadata"] = addresses["identity"] + "/.well-known/openid-configuration",
        ["Identity:Token"] = addresses["identity"] + "/connect/token",
        ["Feeds:membership"] = addresses["membership"],
        ["Logging:LogLevel:Default"] = "Warning",
        // The key folder is readable by this user only; on one machine there is nobody to encrypt it against.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        // Listeners hear the whole process: the gateway's exporter serves all hosts.
        ["Telemetry:Export"] = "false",
    };

    private static async Task<WebApplication> StartIdentityAsync(Dictionary<string, string?> common, string address, DemoCredentials credentials, CancellationToken cancellation)
    {
        var host = await StartAsync(IdentityHost.Build([], Settings(common, ("Urls", address))), cancellation);
        await IdentitySeed.ApplyAsync(host.Services, credentials.Clients, [], cancellation);
        return host;
    }

    // No service waits for the accounts, whose passwords are slow to hash on purpose.
    private static async Task SeedAccountsAsync(WebApplication identity, DemoCredentials credentials, CancellationToken cancellation)
    {
        await IdentitySeed.ApplyAsync(identity.Services, [], credentials.Accounts, cancellation);
        credentials.Write();
    }

    private static string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private static async Task<WebApplication> StartAsync(WebApplication host, CancellationToken cancellation)
    {
        await host.StartAsync(cancellation);
        return host;
    }

    private static Action<ConfigurationManager> Service(Dictionary<string, string?> common, DemoCredentials credentials, string name, Dictionary<string, string> addresses) =>
        Settings(common, ("Listen", addresses[name]), ("Identity:ClientId", "svc-" + name), ("Identity:ClientSecret", credentials.SecretOf("svc-" + name)));

    private static Action<ConfigurationManager> Settings(Dictionary<string, string?> common, params (string Key, string Value)[] own) =>
        configuration => configuration.AddInMemoryCollection(common).AddInMemoryCollection(own.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
}
