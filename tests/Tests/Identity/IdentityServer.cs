using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using DienBien.Platform.Identity;
using DienBien.Platform.Identity.Seed;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace DienBien.Platform.Tests.Identity;

/// <summary>Identity on a port of its own over a folder of its own, which outlives a restart.</summary>
public sealed class IdentityServer : IAsyncLifetime
{
    public const string Issuer = "http://127.0.0.1:8080/";
    public const string Province = "01890000-0000-7000-8000-000000000011";
    public const string NaTau = "01890000-0000-7000-8000-000000003316";
    public const string Secret = "kiem-thu-mat-khau-cua-may-0123456789";
    public const string Password = "kiem-thu-mat-khau-cua-nguoi-012345";

    private static readonly HttpClient Http = new();

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("identity-");
    private WebApplication app = null!;

    public string Folder => folder.FullName;

    public Uri Address => new(app.Urls.Single());

    public static async Task<IdentityServer> StartAsync()
    {
        var server = new IdentityServer();
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync() => await OpenAsync();

    public async Task RestartAsync(string seedSecret = Secret, int port = 0)
    {
        await StopAsync();
        await OpenAsync(seedSecret, port);
    }

    public async Task StopAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public Task<HttpResponseMessage> PostAsync(params (string Name, string Value)[] form) => Http.PostAsync(
        new Uri(Address, "connect/token"),
        new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public async Task<string> TokenAsync(string clientId)
    {
        using var response = await PostAsync(("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", Secret));
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async Task<JsonElement> GetAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(new Uri(Address, path));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Delete(recursive: true);
    }

    public async Task OpenAsync(string secret = Secret, int port = 0)
    {
        app = IdentityHost.Build([], settings =>
        {
            settings["Data:Directory"] = Folder;
            settings["Identity:Issuer"] = Issuer;
            settings["Listen"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
            settings["Logging:LogLevel:Default"] = "Error";
        });
        await IdentitySeed.ApplyAsync(
            app.Services,
            [Client("it-province", secret, "it", Province), Client("it-03316", secret, "it", NaTau), Client("svc-indicators", secret, "service", Province)],
            [new AccountSeed { UserName = "canbo.03316", Password = Password, Role = "clerk", OrganizationId = NaTau }],
            CancellationToken.None);
        await app.StartAsync();
    }

    private static ClientSeed Client(string id, string secret, string role, string organization) => new()
    {
        ClientId = id,
        Secret = secret,
        DisplayName = id,
        Role = role,
        OrganizationId = organization,
    };
}
