using System.Net;
using System.Net.Http.Headers;
using DienBien.Membership.V1;
using DienBien.Platform.Gateway;
using DienBien.Platform.Tests.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace DienBien.Platform.Benchmarks;

/// <summary>
/// Calls through the gateway beside calls through a plain YARP with one route for everything, both to the same
/// Membership, which checks the token either way.
/// </summary>
internal static class GatewayBenchmark
{
    private const int Calls = 1_000;

    private const int Runs = 31;

    private const int AtOnce = 16;

    public static async Task RunAsync(string[] args)
    {
        await using var door = await Door.OpenAsync();
        var plainGrpc = await door.StartAsync(Plain(door.Address, HttpProtocols.Http2));
        var plainHttp = await door.StartAsync(Plain(door.Address, HttpProtocols.Http1));
        var (http, grpc) = await GatewayAsync(door);
        Console.WriteLine($"{Calls} calls a run, {AtOnce} at once, client, proxies and service in one process");

        using var plainChannel = Door.Channel(plainGrpc);
        using var ourChannel = Door.Channel(grpc);
        var (a, b) = (new OrganizationService.OrganizationServiceClient(plainChannel), new OrganizationService.OrganizationServiceClient(ourChannel));
        var request = new GetOrganizationRequest { Name = Door.NaTau };
        var (baseline, measured) = await Alternating.RunAsync(
            "gRPC, plain YARP", () => Door.LoadAsync(Calls, AtOnce, async _ => await a.GetOrganizationAsync(request, door.Headers)),
            "gRPC, gateway", () => Door.LoadAsync(Calls, AtOnce, async _ => await b.GetOrganizationAsync(request, door.Headers)), Runs);
        Alternating.Verdict("gRPC, throughput of plain YARP", baseline / measured, ">= 0.9");

        using var plainClient = Client(door, plainHttp);
        using var ourClient = Client(door, http);
        var address = new Uri("/v1/" + Door.NaTau, UriKind.Relative);
        (baseline, measured) = await Alternating.RunAsync(
            "JSON, plain YARP", () => Door.LoadAsync(Calls, AtOnce, async _ => await plainClient.GetByteArrayAsync(address)),
            "JSON, gateway", () => Door.LoadAsync(Calls, AtOnce, async _ => await ourClient.GetByteArrayAsync(address)), Runs);
        Alternating.Verdict("JSON, throughput of plain YARP", baseline / measured, ">= 0.9");
    }

    private static WebApplication Plain(string service, HttpProtocols front)
    {
        var builder = Door.Bare(front);
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "service", Match = new RouteMatch { Path = "{**rest}" } }],
            [new ClusterConfig
            {
                ClusterId = "service",
                Destinations = new Dictionary<string, DestinationConfig> { ["service"] = new() { Address = service } },
                HttpClient = new HttpClientConfig { EnableMultipleHttp2Connections = true },
                HttpRequest = new ForwarderRequestConfig { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
            }]);
        var host = builder.Build();
        host.MapReverseProxy();
        return host;
    }

    private static async Task<(string Http, string Grpc)> GatewayAsync(Door door)
    {
        var host = GatewayHost.Build([], settings => settings.AddInMemoryCollection(
        [
            new("Gateway:Http", "http://127.0.0.1:0"),
            new("Gateway:Grpc", "http://127.0.0.1:0"),
            // The limiter counts, but must not stop one client that asks as often as it can.
            new("Gateway:RateLimit:PermitsPerSecond", "1000000"),
            new("Gateway:RateLimit:Burst", "1000000"),
            new("Gateway:Services:identity", door.Issuer.Address),
            new("Identity:Issuer", FakeIssuer.Issuer),
            new("Identity:Metadata", door.Issuer.Metadata),
            new("Logging:LogLevel:Default", "Warning"),
            .. ((string[])["membership", "meetings", "inspection", "indicators"]).Select(name => KeyValuePair.Create($"Gateway:Services:{name}", (string?)door.Address)),
        ]));
        var grpc = await door.StartAsync(host);
        return (host.Urls.First(), grpc);
    }

    private static HttpClient Client(Door door, string address) => new()
    {
        BaseAddress = new Uri(address),
        DefaultRequestHeaders = { Authorization = AuthenticationHeaderValue.Parse(door.Headers.Get("authorization")!.Value) },
    };
}
