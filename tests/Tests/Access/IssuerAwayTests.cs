using System.Net;
using DienBien.Platform.Tests.Identity;
using Xunit;

namespace DienBien.Platform.Tests.Access;

public sealed class IssuerAwayTests(IdentityServer identity) : IClassFixture<IdentityServer>
{
    [Fact]
    public async Task Without_Identity_s_keys_the_caller_may_try_again()
    {
        await using var alone = await GuardedHost.StartAsync(new Uri("http://127.0.0.1:1/"));

        Assert.Equal((HttpStatusCode.Unauthorized, "ISSUER_UNAVAILABLE"), await alone.GetAsync(await identity.TokenAsync("it-province")));
    }

    [Fact]
    public async Task Once_Identity_is_back_its_tokens_are_accepted()
    {
        var token = await identity.TokenAsync("it-province");
        var address = identity.Address;
        await identity.StopAsync();
        await using var early = await GuardedHost.StartAsync(address);
        Assert.Equal("ISSUER_UNAVAILABLE", (await early.GetAsync(token)).Body);

        await identity.OpenAsync(port: address.Port);

        Assert.Equal(HttpStatusCode.OK, (await early.GetAsync(token)).Status);
    }

    [Fact]
    public async Task A_recognised_token_survives_an_absence_of_Identity()
    {
        var token = await identity.TokenAsync("it-province");
        await using var host = await GuardedHost.StartAsync(identity.Address);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(token)).Status);

        await identity.StopAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(token)).Status);
        await identity.OpenAsync();
    }
}
