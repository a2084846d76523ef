using Xunit;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using DienBien.Platform.Local;

namespace DienBien.Platform.Tests.EndToEnd;

/// <summary>The whole platform on real sockets and files, without demo data; speaks to it as outside systems do.</summary>
public sealed class LocalPlatformFixture : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "dienbien-" + Guid.CreateVersion7().ToString("N"));

    private readonly Dictionary<string, string> tokens = [];

    private LocalPlatform platform = null!;

    public const string Province = "organizations/01890000-0000-7000-8000-000000000011";

    public const string NaTau = "organizations/01890000-0000-7000-8000-000000003316";

    public const string MuongPhang = "organizations/01890000-0000-7000-8000-000000003325";

    public HttpClient Http { get; private set; } = null!;

    public string Grpc => platform.Grpc;

    public string Folder => folder;

    public async ValueTask InitializeAsync()
    {
        platform = await LocalPlatform.StartAsync(new LocalOptions { Data = folder, Http = 0, Grpc = 0, Empty = true }, CancellationToken.None);
        Http = new HttpClient { BaseAddress = new Uri(platform.Http) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await platform.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public async Task<string> TokenAsync(string clientId)
    {
        if (!tokens.TryGetValue(clientId, out var token))
        {
            var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "demo-credentials.json")))!;
            var client = file["clients"]!.AsArray().Single(c => (string?)c!["clientId"] == clientId)!;
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = clientId,
                ["client_secret"] = (string)client["clientSecret"]!,
            });
            using var response = await Http.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
            tokens[clientId] = token = (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["access_token"]!;
        }

        return token;
    }

    /// <summary>Sends a request as a client (none: without a token) and reads the JSON answer.</summary>
    public async Task<(int Status, JsonNode Body)> SendAsync(string? clientId, HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (clientId is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(clientId));
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, JsonNode.Parse(text) ?? throw new JsonException($"{(int)response.StatusCode} without a body."));
    }

    public Task<(int Status, JsonNode Body)> GetAsync(string? clientId, string path) => SendAsync(clientId, HttpMethod.Get, path);

    public async Task<(int Status, JsonNode Body)> ImportAsync(string clientId, string parent, string collection, string csv, string query = "")
    {
        using var content = new StringContent(csv, System.Text.Encoding.UTF8, "text/csv");
        return await SendAsync(clientId, HttpMethod.Post, $"/v1/{parent}/{collection}:import{query}", content);
    }

    /// <summary>Reads a value once Indicators has caught up with what was just written.</summary>
    public async Task<JsonNode> ValueAsync(string clientId, string organization, string indicator, string asOf, Func<JsonNode, bool> until)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (status, body) = await GetAsync(clientId, $"/v1/{organization}/indicatorValues/{indicator}?asOf={asOf}");
            Assert.Equal(200, status);
            if (until(body) || attempt == 100)
            {
                return body;
            }

            await Task.Delay(50);
        }
    }
}
