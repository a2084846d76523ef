using DienBien.Feed.V1;
using DienBien.Membership.V1;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Gateway;

[Collection(GatewayTests.Name)]
public sealed class ProtocolTests(GatewayFixture gateway)
{
    [Theory]
    [InlineData(Protocol.Json)]
    [InlineData(Protocol.Grpc)]
    [InlineData(Protocol.GrpcWeb)]
    [InlineData(Protocol.GrpcWebText)]
    public async Task Every_protocol_gives_the_same_answer(Protocol protocol)
    {
        var answer = await gateway.Door.GetAsync(protocol, "organizations/na-tau");

        var organization = JsonParser.Default.Parse<Organization>(answer.Message);
        Assert.Equal("organizations/na-tau", organization.Name);
        Assert.Equal("Đảng bộ xã Nà Tấu", organization.DisplayName);
        Assert.Equal("membership", organization.Code);
    }

    [Theory]
    [InlineData(Protocol.Json)]
    [InlineData(Protocol.Grpc)]
    [InlineData(Protocol.GrpcWeb)]
    [InlineData(Protocol.GrpcWebText)]
    public async Task Every_protocol_carries_a_service_s_own_error(Protocol protocol)
    {
        var answer = await gateway.Door.GetAsync(protocol, "organizations/missing");

        Assert.Equal(5, answer.Status!.Code);
        Assert.Equal("RESOURCE_NOT_FOUND", answer.Info.Reason);
    }

    [Fact]
    public async Task A_path_reaches_the_service_that_owns_its_template()
    {
        var values = await gateway.Door.SendAsync(HttpMethod.Get, "/v1/organizations/na-tau/indicatorValues?asOf=2026-11-03");

        Assert.Contains("\"indicators\"", values.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "membership")]
    [InlineData("indicators", "indicators")]
    [InlineData("meetings", "meetings")]
    public async Task A_header_picks_the_feed(string? source, string expected)
    {
        using var channel = gateway.Door.Channel();
        var headers = gateway.Door.Headers();
        if (source is not null)
            headers.Add("feed-source", source);

        using var call = new FeedService.FeedServiceClient(channel).Subscribe(new SubscribeRequest(), headers, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(expected, call.ResponseStream.Current.Cursor);
    }

    [Fact]
    public async Task An_unknown_feed_is_refused_instead_of_another_one()
    {
        using var channel = gateway.Door.Channel();
        var headers = gateway.Door.Headers();
        headers.Add("feed-source", "members");

        using var call = new FeedService.FeedServiceClient(channel).Subscribe(new SubscribeRequest(), headers, cancellationToken: TestContext.Current.CancellationToken);

        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.Unimplemented, e.StatusCode);
    }

    [Theory]
    [InlineData("membership")]
    [InlineData("inspection")]
    public async Task A_path_picks_the_feed(string source)
    {
        var answer = await gateway.Door.SendAsync(HttpMethod.Get, $"/v1/feeds/{source}:subscribe");

        var batch = JsonParser.Default.Parse<FeedBatch>(answer.Message);
        Assert.Equal(source, batch.Cursor);
    }
}
