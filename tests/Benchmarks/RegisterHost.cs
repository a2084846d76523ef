using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DienBien.Membership.V1;
using DienBien.Platform.Membership;
using DienBien.Platform.Tests.Gateway;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace DienBien.Platform.Benchmarks;

/// <summary>Membership alone on a real socket, on the files of a folder.</summary>
internal sealed class RegisterHost : IAsyncDisposable
{
    private const string Province = "01890000-0000-7000-8000-000000000011";

    private readonly WebApplication app;

    private readonly HttpClient http;

    private RegisterHost(WebApplication app, HttpClient http, string token) =>
        (this.app, this.http, Channel, Headers) = (app, http, Door.Channel(app.Urls.Single()), new Metadata { { "authorization", "Bearer " + token } });

    /// <summary>gRPC to the service.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>The province's token.</summary>
    public Metadata Headers { get; }

    /// <summary>The name of the organisation with a code.</summary>
    public async Task<string> OrganizationAsync(string code) =>
        (await new OrganizationService.OrganizationServiceClient(Channel).LookUpOrganizationAsync(new LookUpOrganizationRequest { Code = code }, Headers)).Name;

    public static async Task<RegisterHost> StartAsync(FakeIssuer issuer, string folder)
    {
        var app = MembershipHost.Build([], settings => settings.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder,
            ["Identity:Issuer"] = FakeIssuer.Issuer,
            ["Identity:Metadata"] = issuer.Metadata,
            ["Logging:LogLevel:Default"] = "Error",
        }));
        await app.StartAsync();
        var http = new HttpClient
        {
            BaseAddress = new Uri(app.Urls.Single()),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromMinutes(10),
        };
        var token = issuer.Token();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new RegisterHost(app, http, token);
    }

    /// <summary>Imports a file as the province and returns how many rows were accepted; a refused row is an error.</summary>
    public async Task<int> ImportAsync(string collection, string file)
    {
        await using var stream = File.OpenRead(file);
        using var content = new StreamContent(stream) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var response = await http.PostAsync(new Uri($"/v1/organizations/{Province}/{collection}:import", UriKind.Relative), content);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return (int?)body["rejected"] == 0 ? (int)body["accepted"]! : throw new InvalidOperationException(body.ToJsonString()[..Math.Min(1_000, body.ToJsonString().Length)]);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        Channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
