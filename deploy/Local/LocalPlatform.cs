using System.Globalization;
using DienBien.Platform.Gateway;
using DienBien.Platform.Identity;
using DienBien.Platform.Identity.Seed;
using DienBien.Platform.Indicators;
using DienBien.Platform.Inspection;
using DienBien.Platform.Meetings;
using DienBien.Platform.Membership;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace DienBien.Platform.Local;

/// <summary>The whole platform in one process: Identity, the four services and the gateway, on SQLite files.</summary>
internal sealed class LocalPlatform : IAsyncDisposable
{
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
        var (identityPort, membershipPort) = (FreePorts.Pick(0), FreePorts.Pick(0));
        var common = new Dictionary<string, string?>
        {
            ["Data:Directory"] = Path.GetFullPath(Options.Data),
            ["Identity:Issuer"] = Http + "/",
            ["Identity:Metadata"] = $"{Url(identityPort)}/.well-known/openid-configuration",
            ["Identity:Token"] = $"{Url(identityPort)}/connect/token",
            ["Feeds:membership"] = Url(membershipPort),
            ["Logging:LogLevel:Default"] = "Warning",
            // The key folder is readable by this user only; on one machine there is nobody to encrypt it against.
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
            ["Reflection"] = "true",
            // Listeners hear the whole process: the gateway's exporter serves all hosts.
            ["Telemetry:Export"] = "false",
        };

        // Identity takes longest to start and nothing needs it before the first token.
        var identity = Task.Run(async () =>
        {
            var host = IdentityHost.Build([], Settings(common, ("Urls", Url(identityPort))));
            await host.StartAsync(cancellation);
            await IdentitySeed.ApplyAsync(host.Services, credentials.Clients, credentials.Accounts, cancellation);
            credentials.Write();
            return host;
        }, cancellation);
        var membership = Task.Run(async () => await StartAsync(MembershipHost.Build([], Service(common, credentials, "membership", membershipPort)), cancellation), cancellation);
        var built = new[]
        {
            Task.Run(() => MeetingsHost.Build([], Service(common, credentials, "meetings")), cancellation),
            Task.Run(() => InspectionHost.Build([], Service(common, credentials, "inspection")), cancellation),
            Task.Run(() => IndicatorsHost.Build([], Service(common, credentials, "indicators")), cancellation),
        };
        hosts.Add(await identity);
        hosts.Add(Membership = await membership);
        // Followers start when there is a feed to follow and somebody who gives them tokens for it.
        followers = await Task.WhenAll((await Task.WhenAll(built)).Select(host => StartAsync(host, cancellation)));
        hosts.AddRange(followers);
        var names = (string[])["identity", "membership", "meetings", "inspection", "indicators"];
        var gateway = GatewayHost.Build([], Settings(common, [("Gateway:Http", Http), ("Gateway:Grpc", Grpc), ("Gateway:PublicReflection", "true"), ("Telemetry:Export", "true"), ("OTEL_SERVICE_NAME", "dienbien-local"),
            .. names.Select((name, i) => ($"Gateway:Services:{name}", AddressOf(hosts[i])))]));
        hosts.Add(await StartAsync(gateway, cancellation));
        await CatchUpAsync(cancellation);
    }

    private static string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private static string AddressOf(WebApplication host) => host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    private static async Task<WebApplication> StartAsync(WebApplication host, CancellationToken cancellation)
    {
        await host.StartAsync(cancellation);
        return host;
    }

    private static Action<ConfigurationManager> Service(Dictionary<string, string?> common, DemoCredentials credentials, string name, int port = 0) =>
        Settings(common, ("Listen", Url(port)), ("Identity:ClientId", "svc-" + name), ("Identity:ClientSecret", credentials.SecretOf("svc-" + name)));

    private static Action<ConfigurationManager> Settings(Dictionary<string, string?> common, params (string Key, string Value)[] own) =>
        configuration => configuration.AddInMemoryCollection(common).AddInMemoryCollection(own.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
}
