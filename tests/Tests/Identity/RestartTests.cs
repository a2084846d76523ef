using System.Net;
using DienBien.Platform.Identity.Keys;
using DienBien.Platform.Tests.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace DienBien.Platform.Tests.Identity;

public sealed class RestartTests : IAsyncLifetime
{
    private IdentityServer identity = null!;

    public async ValueTask InitializeAsync() => identity = await IdentityServer.StartAsync();

    public ValueTask DisposeAsync() => identity.DisposeAsync();

    [Fact]
    public async Task A_second_start_keeps_keys_clients_and_secrets()
    {
        var before = (await identity.GetAsync(".well-known/jwks")).ToString();
        var keyFiles = Directory.GetFiles(Path.Combine(identity.Folder, "keys", "identity"), "*.key").Order().ToArray();

        await identity.RestartAsync(seedSecret: "mot-mat-khau-khac-khong-duoc-ghi-de");

        Assert.Equal(before, (await identity.GetAsync(".well-known/jwks")).ToString());
        Assert.Equal(keyFiles, Directory.GetFiles(Path.Combine(identity.Folder, "keys", "identity"), "*.key").Order());
        Assert.NotEmpty(await identity.TokenAsync("it-province"));
    }

    [Fact]
    public async Task A_new_key_signs_and_the_old_one_still_validates()
    {
        var old = await identity.TokenAsync("it-province");
        new KeyFolder(Path.Combine(identity.Folder, "keys", "identity"), TimeProvider.System).AddSigningKey();
        await identity.RestartAsync();
        var fresh = await identity.TokenAsync("it-province");

        await using var host = await GuardedHost.StartAsync(identity.Address);

        Assert.NotEqual(new JsonWebToken(old).Kid, new JsonWebToken(fresh).Kid);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(old)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(fresh)).Status);
    }

    [Fact]
    public async Task A_running_service_fetches_a_new_key()
    {
        var old = await identity.TokenAsync("it-province");
        var port = identity.Address.Port;
        await using var host = await GuardedHost.StartAsync(identity.Address);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(old)).Status);
        new KeyFolder(Path.Combine(identity.Folder, "keys", "identity"), TimeProvider.System).AddSigningKey();

        await identity.RestartAsync(port: port);

        // The first token with the new key makes the service fetch it in the background.
        var fresh = await identity.TokenAsync("it-province");
        var limit = TimeProvider.System.GetUtcNow().AddSeconds(20);
        while ((await host.GetAsync(fresh)).Status != HttpStatusCode.OK)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < limit, "The new key did not arrive.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
