using System.Net;
using DienBien.Platform.Tests.Identity;
using Xunit;

namespace DienBien.Platform.Tests.Access;

public sealed class TokenAuthenticationTests(IdentityServer identity) : IClassFixture<IdentityServer>, IAsyncLifetime
{
    private readonly Forger forger = new(identity.Folder);
    private GuardedHost host = null!;

    public async ValueTask InitializeAsync() => host = await GuardedHost.StartAsync(identity.Address);

    public ValueTask DisposeAsync() => host.DisposeAsync();

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
    public async Task No_token_is_no_caller() => await RefuseAsync(null, "TOKEN_MISSING");

    [Fact]
    public async Task An_expired_token_is_refused() => await RefuseAsync(forger.Make(expiresIn: TimeSpan.FromMinutes(-1)), "TOKEN_EXPIRED");

    [Fact]
    public async Task A_foreign_issuer_is_refused() => await RefuseAsync(forger.Make(issuer: "http://127.0.0.1:9999/"), "TOKEN_INVALID");

    [Fact]
    public async Task A_wrong_audience_is_refused() => await RefuseAsync(forger.Make(audience: "another-platform"), "TOKEN_INVALID");

    [Fact]
    public async Task A_token_of_another_type_is_refused() => await RefuseAsync(forger.Make(type: "JWT"), "TOKEN_INVALID");

    [Fact]
    public async Task A_foreign_key_is_refused() => await RefuseAsync(forger.Make(key: Forger.Foreign("khoa-la")), "TOKEN_INVALID");

    [Fact]
    public async Task A_foreign_key_under_Identity_s_name_is_refused() =>
        await RefuseAsync(forger.Make(key: Forger.Foreign(forger.IdentitysKey.KeyId)), "TOKEN_INVALID");

    [Fact]
    public async Task An_unsigned_token_is_refused() => await RefuseAsync(Forger.Unsigned(forger.Make()), "TOKEN_INVALID");

    [Fact]
    public async Task A_tampered_payload_is_refused() => await RefuseAsync(Forger.Tampered(forger.Make()), "TOKEN_INVALID");

    [Fact]
    public async Task The_public_key_is_no_shared_secret() => await RefuseAsync(forger.SignedWithPublicKey(), "TOKEN_INVALID");

    [Theory]
    [InlineData("a")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    public async Task What_is_no_token_is_refused(string text) => await RefuseAsync(text, "TOKEN_INVALID");

    private async Task RefuseAsync(string? token, string problem)
    {
        // Twice: a failure is not remembered as a success.
        Assert.Equal((HttpStatusCode.Unauthorized, problem), await host.GetAsync(token));
        Assert.Equal((HttpStatusCode.Unauthorized, problem), await host.GetAsync(token));
        Assert.Equal(0, host.Cache.Count);
    }
}
