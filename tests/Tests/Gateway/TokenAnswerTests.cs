using System.Net;
using DienBien.Membership.V1;
using Xunit;
using Status = Google.Rpc.Status;

namespace DienBien.Platform.Tests.Gateway;

[Collection(GatewayTests.Name)]
public sealed class TokenAnswerTests(GatewayFixture gateway)
{
    public static TheoryData<Protocol, string> Refusals
    {
        get
        {
            var data = new TheoryData<Protocol, string>();
            foreach (var protocol in Enum.GetValues<Protocol>())
            {
                foreach (var reason in (string[])["TOKEN_MISSING", "TOKEN_EXPIRED", "TOKEN_INVALID"])
                    data.Add(protocol, reason);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_bad_token_is_named_in_every_protocol(Protocol protocol, string reason)
    {
        var token = reason switch
        {
            "TOKEN_MISSING" => null,
            "TOKEN_EXPIRED" => gateway.Issuer.Token(expiresInMinutes: -60),
            _ => gateway.Issuer.Token(audience: "another-platform"),
        };

        var answer = await gateway.Door.GetAsync(protocol, "organizations/na-tau", token);

        Assert.Equal(16, answer.Status!.Code);
        Assert.Equal(reason, answer.Info.Reason);
        Assert.Equal("platform.dienbien.vn", answer.Info.Domain);
        Assert.Equal("vi", answer.Text.Locale);
        if (protocol == Protocol.Json)
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Http);
    }

    [Fact]
    public async Task The_caller_s_language_decides_the_text()
    {
        var answer = await gateway.Door.GetAsync(Protocol.Json, "organizations/na-tau", token: null, language: "en-GB,en;q=0.8");

        Assert.Equal("en", answer.Text.Locale);
        Assert.Equal(answer.Status!.Message, answer.Text.Message);
    }

    [Fact]
    public async Task A_challenge_says_how_to_authenticate()
    {
        using var missing = await gateway.Door.RawAsync(HttpMethod.Get, "/v1/organizations/na-tau", token: null);
        using var expired = await gateway.Door.RawAsync(HttpMethod.Get, "/v1/organizations/na-tau", gateway.Issuer.Token(expiresInMinutes: -60));

        Assert.Equal("Bearer", missing.Headers.WwwAuthenticate.ToString());
        Assert.Contains("invalid_token", expired.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grpc_refusal_is_headers_only()
    {
        using var response = await gateway.Door.RawGrpcAsync(
            "/dienbien.membership.v1.OrganizationService/GetOrganization", "application/grpc", new GetOrganizationRequest { Name = "organizations/na-tau" }, token: null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/grpc", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("16", Assert.Single(response.Headers.GetValues("grpc-status")));
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        var details = Status.Parser.ParseFrom(Convert.FromBase64String(response.Headers.GetValues("grpc-status-details-bin").Single()));
        Assert.Equal(16, details.Code);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Empty(response.TrailingHeaders);
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs")]
    public async Task A_few_pages_need_no_token(string path)
    {
        using var response = await gateway.Door.RawAsync(HttpMethod.Get, path, token: null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_token_is_had_without_one()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
        using var response = await gateway.Door.RawAsync(HttpMethod.Post, "/connect/token", token: null, content: form);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/connect/authorize")]
    [InlineData("/connect/token/more")]
    [InlineData("/v1/nothing")]
    [InlineData("/docsx")]
    public async Task Nothing_else_is_open(string path)
    {
        var answer = await gateway.Door.SendAsync(HttpMethod.Get, path, token: null);

        Assert.Equal("TOKEN_MISSING", answer.Info.Reason);
    }

    [Fact]
    public async Task Without_the_issuer_s_keys_the_caller_may_try_again()
    {
        var door = await gateway.StartAsync(("Identity:Metadata", "http://127.0.0.1:1/.well-known/openid-configuration"));

        var answer = await door.GetAsync(Protocol.Json, "organizations/na-tau");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Http);
        Assert.Equal("ISSUER_UNAVAILABLE", answer.Info.Reason);
    }
}
