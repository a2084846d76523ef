using System.Net;
using DienBien.Membership.V1;
using Microsoft.Extensions.Options;
using Xunit;

namespace DienBien.Platform.Tests.Gateway;

[Collection(GatewayTests.Name)]
public sealed class RateLimitTests(GatewayFixture gateway)
{
    private Task<GatewayDoor> SlowDoorAsync() => gateway.StartAsync(
        ("Gateway:RateLimit:PermitsPerSecond", "1"), ("Gateway:RateLimit:Burst", "3"), ("Gateway:RateLimit:TokensPerSecond", "1"));

    [Theory]
    [InlineData(Protocol.Json)]
    [InlineData(Protocol.Grpc)]
    [InlineData(Protocol.GrpcWeb)]
    [InlineData(Protocol.GrpcWebText)]
    public async Task A_client_that_asks_too_often_is_told_when_to_come_back(Protocol protocol)
    {
        var door = await SlowDoorAsync();
        for (var i = 0; i < 3; i++)
            Assert.NotNull((await door.GetAsync(protocol, "organizations/na-tau")).Message);

        var refused = await door.GetAsync(protocol, "organizations/na-tau");
        var other = await door.GetAsync(protocol, "organizations/na-tau", gateway.Issuer.Token("another-client"));

        Assert.Equal(8, refused.Status!.Code);
        Assert.Equal("RATE_LIMITED", refused.Info.Reason);
        Assert.Contains(refused.Status.Details, d => d.Is(Google.Rpc.RetryInfo.Descriptor));
        Assert.NotNull(other.Message);
    }

    [Fact]
    public async Task Retry_After_is_a_header_too()
    {
        var door = await SlowDoorAsync();
        for (var i = 0; i < 3; i++)
            (await door.RawAsync(HttpMethod.Get, "/v1/organizations/na-tau")).Dispose();

        using var json = await door.RawAsync(HttpMethod.Get, "/v1/organizations/na-tau");
        using var grpc = await door.RawGrpcAsync("/dienbien.membership.v1.OrganizationService/GetOrganization", "application/grpc", new GetOrganizationRequest(), door.Token);

        Assert.Equal(HttpStatusCode.TooManyRequests, json.StatusCode);
        Assert.InRange(json.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
        Assert.Equal("8", grpc.Headers.GetValues("grpc-status").Single());
        Assert.NotNull(grpc.Headers.RetryAfter);
    }

    [Fact]
    public async Task Tokens_are_rationed_by_address()
    {
        var door = await SlowDoorAsync();
        using var first = await door.RawAsync(HttpMethod.Post, "/connect/token", token: null);
        using var second = await door.RawAsync(HttpMethod.Post, "/connect/token", token: null);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
    }

    [Fact]
    public async Task Probes_are_not_rationed()
    {
        var door = await SlowDoorAsync();
        for (var i = 0; i < 10; i++)
        {
            using var response = await door.RawAsync(HttpMethod.Get, "/healthz", token: null);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("Gateway:RateLimit:PermitsPerSecond", "0")]
    [InlineData("Gateway:RateLimit:Burst", "-1")]
    [InlineData("Gateway:RateLimit:TokensPerSecond", "0")]
    [InlineData("Gateway:Services:indicators", "")]
    [InlineData("Gateway:Services:membership", "not an address")]
    [InlineData("Gateway:Http", "not an address")]
    public async Task A_wrong_setting_stops_the_start(string key, string value) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => gateway.StartAsync((key, value)));
}
