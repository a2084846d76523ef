using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using DienBien.Platform.Membership;
using DienBien.Platform.Tests.Gateway;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DienBien.Platform.Tests.Door;

[CollectionDefinition(Name)]
public sealed class MembershipDoors : ICollectionFixture<MembershipDoor>
{
    public const string Name = "Membership's door";
}

/// <summary>Membership by itself, with its 46 nodes, and tokens of any kind for it.</summary>
public sealed class MembershipDoor : IAsyncLifetime
{
    public const string Province = "01890000-0000-7000-8000-000000000011";

    public const string NaTau = "01890000-0000-7000-8000-000000003316";

    private readonly string folder = Path.Combine(Path.GetTempPath(), "dienbien-" + Guid.CreateVersion7().ToString("N"));

    private WebApplication host = null!;

    private HttpClient http = null!;

    internal FakeIssuer Issuer { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await FakeIssuer.StartAsync();
        host = MembershipHost.Build([], configuration => configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder,
            ["Identity:Issuer"] = FakeIssuer.Issuer,
            ["Identity:Metadata"] = Issuer.Metadata,
            ["Logging:LogLevel:Default"] = "Critical",
        }));
        await host.StartAsync();
        Address = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        http = new HttpClient { BaseAddress = Address, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
        await Issuer.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public string Token(string binding = "it@" + Province, string client = "it-test", TimeSpan? expiresIn = null) =>
        Issuer.Token(client, bindings: [binding], expiresIn: expiresIn);

    public GrpcChannel Channel() => GrpcChannel.ForAddress(Address);

    public async Task<(int Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json", string? token = null, string? language = null)
    {
        using var request = Request(method, path, token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        }

        if (language is not null)
        {
            request.Headers.Add("Accept-Language", language);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    /// <summary>Reads server-sent events, those without data too, until the stream ends.</summary>
    public async IAsyncEnumerable<(string Id, JsonNode? Data)> EventsAsync(string path, string token, string? lastEventId = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var request = Request(HttpMethod.Get, path, token);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        var (id, data) = ("", (JsonNode?)null);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                data = JsonNode.Parse(line[6..]);
            }
            else if (line.Length == 0 && id.Length > 0)
            {
                yield return (id, data);
                (id, data) = ("", null);
            }
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string? token) => new(method, path)
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token ?? Token()) },
    };
}
