using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Health.V1;
using Xunit;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace DienBien.Platform.Tests.Gateway;

[Collection(GatewayTests.Name)]
public sealed class HealthTests(GatewayFixture gateway)
{
    [Fact]
    public async Task Ready_lists_every_service()
    {
        using var response = await gateway.Door.RawAsync(HttpMethod.Get, "/readyz", token: null);

        var page = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            ["identity UP", "indicators UP", "inspection UP", "meetings UP", "membership UP"],
            page.GetProperty("services").EnumerateObject().Select(s => $"{s.Name} {s.Value}").Order());
    }

    [Fact]
    public async Task A_service_that_is_down_is_named_and_found_again()
    {
        await using var service = await FakeService.StartAsync("meetings");
        service.Ready = false;
        var door = await gateway.StartAsync(("Gateway:Services:meetings", service.Address));

        using (var down = await door.RawAsync(HttpMethod.Get, "/readyz", token: null))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, down.StatusCode);
            Assert.Contains("\"meetings\":\"DOWN\"", await down.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal(ServingStatus.NotServing, await CheckAsync(door, "meetings"));
        Assert.Equal(ServingStatus.Serving, await CheckAsync(door, "membership"));

        service.Ready = true;
        using var up = await door.RawAsync(HttpMethod.Get, "/readyz", token: null);
        Assert.Equal(HttpStatusCode.OK, up.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("indicators")]
    [InlineData("dienbien.membership.v1.MemberService")]
    [InlineData("dienbien.feed.v1.FeedService")]
    public async Task The_health_service_answers_for_all(string service) =>
        Assert.Equal(ServingStatus.Serving, await CheckAsync(gateway.Door, service));

    [Fact]
    public async Task An_unknown_service_has_no_health()
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => CheckAsync(gateway.Door, "dienbien.nothing.v1.NothingService"));

        Assert.Equal(StatusCode.NotFound, e.StatusCode);
    }

    private static async Task<ServingStatus> CheckAsync(GatewayDoor door, string service)
    {
        using var channel = door.Channel();
        return (await new Health.HealthClient(channel).CheckAsync(
            new HealthCheckRequest { Service = service }, cancellationToken: TestContext.Current.CancellationToken)).Status;
    }
}
