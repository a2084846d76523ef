using System.Net;
using System.Net.Http.Headers;
using DienBien.Platform.Membership;
using DienBien.Platform.Tests.Gateway;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DienBien.Platform.Benchmarks;

/// <summary>Membership on a real socket with a token for it, and what the measurements of the door have in common.</summary>
internal sealed class Door : IAsyncDisposable
{
    public const string NaTau = "organizations/01890000-0000-7000-8000-000000003316";

    private readonly List<IAsyncDisposable> parts = [];

    private Door(FakeIssuer issuer, string folder) => (Issuer, Folder) = (issuer, folder);

    public FakeIssuer Issuer { get; }

    public string Folder { get; }

    public string Address { get; private set; } = "";

    public Metadata Headers { get; } = [];

    public static async Task<Door> OpenAsync()
    {
        var door = new Door(await FakeIssuer.StartAsync(), Directory.CreateTempSubdirectory("door-").FullName);
        door.parts.Add(door.Issuer);
        door.Headers.Add("authorization", "Bearer " + door.Issuer.Token());
        door.Address = await door.StartAsync(MembershipHost.Build([], settings => settings.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = door.Folder,
            ["Identity:Issuer"] = FakeIssuer.Issuer,
            ["Identity:Metadata"] = door.Issuer.Metadata,
            ["Logging:LogLevel:Default"] = "Warning",
        })));
        return door;
    }

    /// <summary>A host of the same kind as a service's, with nothing on it yet.</summary>
    public static WebApplicationBuilder Bare(HttpProtocols front = HttpProtocols.Http2)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1_000;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = front);
        });
        return builder;
    }

    /// <summary>Starts a host that lives as long as the door; gives its last address.</summary>
    public async Task<string> StartAsync(WebApplication host)
    {
        await host.StartAsync();
        parts.Add(host);
        return host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last();
    }

    /// <summary>Both sides of a comparison are called through a channel made here.</summary>
    public static GrpcChannel Channel(string address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        DisposeHttpClient = true,
    });

    public async Task ImportAsync(string collection, string csv)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/v1/organizations/01890000-0000-7000-8000-000000000011/{collection}:import")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent(csv, new MediaTypeHeaderValue("text/csv")),
        };
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(Headers.GetValue("authorization")!);
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        if (!answer.Contains("\"rejected\": 0", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(answer);
        }
    }

    /// <summary>Makes so many calls, so many of them at a time.</summary>
    public static async Task LoadAsync(int calls, int atOnce, Func<int, Task> call)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < calls;)
            {
                await call(i);
            }
        })));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts.AsEnumerable().Reverse())
        {
            // A host that is only disposed of takes its background work for failed.
            await (part is WebApplication host ? host.StopAsync() : Task.CompletedTask);
            await part.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
