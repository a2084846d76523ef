using System.Net;
using System.Net.Http.Headers;
using DienBien.Platform.Gateway.Access;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Tests.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DienBien.Platform.Tests.Access;

/// <summary>A host that recognises callers as every service does, and says whom it saw.</summary>
internal sealed class GuardedHost : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly WebApplication app;

    private GuardedHost(WebApplication app) => this.app = app;

    public TokenCache Cache => app.Services.GetRequiredService<TokenCache>();

    public static async Task<GuardedHost> StartAsync(Uri identity, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Identity:Issuer"] = IdentityServer.Issuer,
            ["Identity:Metadata"] = new Uri(identity, ".well-known/openid-configuration").AbsoluteUri,
        });
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddPlatformAuthentication(builder.Configuration);
        var app = builder.Build();
        app.UsePlatformAuthentication();
        app.MapGet("/", async context =>
        {
            var caller = context.User.AsCaller();
            context.Response.StatusCode = caller is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK;
            await context.Response.WriteAsync(caller is null
                ? (await TokenErrors.OfAsync(context)).Reason
                : $"{caller.Subject} {caller.ClientId} {string.Join(",", caller.OrganizationsWith("members.write"))}");
        });
        await app.StartAsync();
        return new GuardedHost(app);
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Urls.Single());
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
