using System.Net;
using DienBien.Platform.Identity;
using DienBien.Platform.Identity.Accounts;
using DienBien.Platform.Identity.Seed;
using DienBien.Platform.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DienBien.Platform.Tests.Identity;

public sealed class SeedTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("seed-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_demo_account_has_its_password()
    {
        var credentials = DemoCredentials.Read(folder.FullName);
        await using var app = await SeedAsync(credentials);
        await using var scope = app.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();

        foreach (var seed in credentials.Accounts)
        {
            var account = await accounts.FindByNameAsync(seed.UserName);
            Assert.True(await accounts.CheckPasswordAsync(account!, seed.Password));
        }
    }

    [Fact]
    public async Task Lost_secrets_are_replaced_by_those_made_anew()
    {
        await using (var first = await SeedAsync(DemoCredentials.Read(folder.FullName)))
        {
            // The secrets are not written, as after a crash.
        }

        var credentials = DemoCredentials.Read(folder.FullName);
        await using var app = await SeedAsync(credentials);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("grant_type", "client_credentials"),
            KeyValuePair.Create("client_id", "svc-indicators"),
            KeyValuePair.Create("client_secret", credentials.SecretOf("svc-indicators")),
        ]);

        using var response = await http.PostAsync(new Uri(app.Urls.Single() + "/connect/token"), form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task<WebApplication> SeedAsync(DemoCredentials credentials)
    {
        var app = IdentityHost.Build([], settings =>
        {
            settings["Data:Directory"] = folder.FullName;
            settings["Identity:Issuer"] = IdentityServer.Issuer;
            settings["Logging:LogLevel:Default"] = "Error";
        });
        await IdentitySeed.ApplyAsync(app.Services, credentials.Clients, credentials.Accounts, CancellationToken.None);
        return app;
    }
}
