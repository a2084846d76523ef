using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace DienBien.Platform.Tests.Identity;

public sealed class TokenEndpointTests(IdentityServer identity) : IClassFixture<IdentityServer>
{
    [Fact]
    public async Task A_client_gets_what_it_is_registered_with()
    {
        var token = new JsonWebToken(await identity.TokenAsync("it-03316"));

        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal("RS256", token.Alg);
        Assert.Equal(IdentityServer.Issuer, token.Issuer);
        Assert.Equal(["dienbien-platform"], token.Audiences);
        Assert.Equal("it-03316", token.Subject);
        Assert.Equal("it-03316", token.GetPayloadValue<string>("client_id"));
        Assert.Equal(TimeSpan.FromHours(1), token.ValidTo - token.IssuedAt);
        var bindings = token.GetPayloadValue<JsonElement>("bindings");
        Assert.Equal(JsonValueKind.Array, bindings.ValueKind);
        Assert.Equal($"it@{IdentityServer.NaTau}", Assert.Single(bindings.EnumerateArray()).GetString());
    }

    [Fact]
    public async Task The_published_keys_are_public_ones_and_hold_the_token_s()
    {
        var token = new JsonWebToken(await identity.TokenAsync("it-03316"));

        var document = await identity.GetAsync(".well-known/openid-configuration");
        var keys = await identity.GetAsync(".well-known/jwks");

        Assert.Equal(IdentityServer.Issuer, document.GetProperty("issuer").GetString());
        var key = Assert.Single(keys.GetProperty("keys").EnumerateArray());
        Assert.Equal(token.Kid, key.GetProperty("kid").GetString());
        Assert.False(key.TryGetProperty("d", out _));
    }

    [Fact]
    public async Task The_secret_may_come_in_the_authorization_header()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(identity.Address, "connect/token"))
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]),
            Headers = { Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"it-province:{IdentityServer.Secret}"))) },
        };

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("it-province", "khong-phai-mat-khau")]
    [InlineData("khong-co-may-nay", IdentityServer.Secret)]
    public async Task A_wrong_secret_or_client_is_refused(string clientId, string secret)
    {
        using var response = await identity.PostAsync(("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", secret));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("invalid_client", await ErrorAsync(response));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("authorization_code")]
    [InlineData("urn:example:khac")]
    public async Task Another_grant_is_refused(string grant)
    {
        using var response = await identity.PostAsync(
            ("grant_type", grant), ("client_id", "it-province"), ("client_secret", IdentityServer.Secret), ("username", "canbo.03316"), ("password", IdentityServer.Password));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("unsupported_grant_type", await ErrorAsync(response));
    }

    [Fact]
    public async Task A_scope_that_the_client_was_not_given_is_refused()
    {
        using var response = await identity.PostAsync(
            ("grant_type", "client_credentials"), ("client_id", "it-province"), ("client_secret", IdentityServer.Secret), ("scope", "everything"));

        Assert.Equal("invalid_scope", await ErrorAsync(response));
    }

    private static async Task<string?> ErrorAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString();
}
