using System.Net;
using DienBien.Platform.Tests.Identity;
using Xunit;

namespace DienBien.Platform.Tests.Access;

public sealed class TokenAuthenticationTests : IAsyncLifetime
{
    private IdentityServer identity = null!;
    private GuardedHost host = null!;
    private Forger forger = null!;

    public async ValueTask InitializeAsync()
    {
        identity = await IdentityServer.StartAsync();
        host = await GuardedHost.StartAsync(identity.Address);
        forger = new Forger(identity.Folder);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await identity.DisposeAsync();
    }

    [Fact]
    public async Task A_caller_is_recognised_with_its_bindings()
    {
        var token = await identity.TokenAsync("it-03316");

        var first = await host.GetAsync(token);
        var second = await host.GetAsync(token);

        Assert.Equal((HttpStatusCode.OK, $"it-03316 it-03316 {IdentityServer.NaTau}"), first);
        Assert.Equal(first, second);
        Assert.Equal(1, host.Cache.Count);
    }

    [Fact]
    public async Task A_token_made_as_Identity_makes_it_is_accepted() =>
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(forger.Make())).Status);

    [Fact]
    public async Task No_token_is_no_caller() => await RefuseAsync(null, "Missing");

    [Fact]
    public async Task An_expired_token_is_refused() => await RefuseAsync(forger.Make(expiresIn: TimeSpan.FromMinutes(-1)), "Expired");

    [Fact]
    public async Task A_foreign_issuer_is_refused() => await RefuseAsync(forger.Make(issuer: "http://127.0.0.1:9999/"), "Invalid");

    [Fact]
    public async Task A_wrong_audience_is_refused() => await RefuseAsync(forger.Make(audience: "another-platform"), "Invalid");

    [Fact]
    public async Task A_token_of_another_type_is_refused() => await RefuseAsync(forger.Make(type: "JWT"), "Invalid");

    [Fact]
    public async Task A_foreign_key_is_refused() => await RefuseAsync(forger.Make(key: Forger.Foreign("khoa-la")), "Invalid");

    [Fact]
    public async Task A_foreign_key_under_Identity_s_name_is_refused() =>
        await RefuseAsync(forger.Make(key: Forger.Foreign(forger.IdentitysKey.KeyId)), "Invalid");

    [Fact]
    public async Task An_unsigned_token_is_refused() => await RefuseAsync(Forger.Unsigned(forger.Make()), "Invalid");

    [Fact]
    public async Task A_tampered_payload_is_refused() => await RefuseAsync(Forger.Tampered(forger.Make()), "Invalid");

    [Fact]
    public async Task The_public_key_is_no_shared_secret() => await RefuseAsync(forger.SignedWithPublicKey(), "Invalid");

    [Theory]
    [InlineData("a")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    public async Task What_is_no_token_is_refused(string text) => await RefuseAsync(text, "Invalid");

    [Fact]
    public async Task Without_Identity_s_keys_the_caller_may_try_again()
    {
        await using var alone = await GuardedHost.StartAsync(new Uri("http://127.0.0.1:1/"));

        Assert.Equal((HttpStatusCode.Unauthorized, "IssuerUnavailable"), await alone.GetAsync(forger.Make()));
    }

    [Fact]
    public async Task Once_Identity_is_back_its_tokens_are_accepted()
    {
        var token = await identity.TokenAsync("it-province");
        var address = identity.Address;
        await identity.StopAsync();
        await using var early = await GuardedHost.StartAsync(address);
        Assert.Equal("IssuerUnavailable", (await early.GetAsync(token)).Body);

        await identity.OpenAsync(port: address.Port);

        Assert.Equal(HttpStatusCode.OK, (await early.GetAsync(token)).Status);
    }

    [Fact]
    public async Task A_recognised_token_survives_an_absence_of_Identity()
    {
        var token = await identity.TokenAsync("it-province");
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(token)).Status);

        await identity.StopAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(token)).Status);
        await identity.OpenAsync();
    }

    private async Task RefuseAsync(string? token, string problem)
    {
        // Twice: a failure is not remembered as a success.
        Assert.Equal((HttpStatusCode.Unauthorized, problem), await host.GetAsync(token));
        Assert.Equal((HttpStatusCode.Unauthorized, problem), await host.GetAsync(token));
        Assert.Equal(0, host.Cache.Count);
    }
}
