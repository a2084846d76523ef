using System.Net;
using System.Net.Http.Headers;
using DienBien.Platform.Gateway.Errors;
using DienBien.Platform.Shared.Errors;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Yarp.ReverseProxy.Configuration;

namespace DienBien.Platform.Tests.Gateway;

[Collection(GatewayTests.Name)]
public sealed class ErrorBodyTests(GatewayFixture gateway)
{
    [Fact]
    public async Task An_unknown_address_is_not_found()
    {
        var answer = await gateway.Door.SendAsync(HttpMethod.Get, "/v1/nothing");

        Assert.Equal(HttpStatusCode.NotFound, answer.Http);
        Assert.Equal(5, answer.Status!.Code);
        Assert.Equal("ROUTE_NOT_FOUND", answer.Info.Reason);
    }

    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    public async Task An_unknown_grpc_service_is_unimplemented(string contentType)
    {
        using var response = await gateway.Door.RawGrpcAsync(
            "/dienbien.nothing.v1.NothingService/Get", contentType, new Google.Rpc.Status(), gateway.Door.Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("12", response.Headers.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task Another_method_than_the_template_s_is_named_with_those_allowed()
    {
        using var response = await gateway.Door.RawAsync(HttpMethod.Delete, "/v1/organizations/na-tau");
        var answer = await gateway.Door.SendAsync(HttpMethod.Delete, "/v1/organizations/na-tau");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Http);
        Assert.Equal("METHOD_NOT_ALLOWED", answer.Info.Reason);
        Assert.Contains("GET", response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData(400, "BAD_REQUEST")]
    [InlineData(403, "PERMISSION_DENIED")]
    [InlineData(404, "ROUTE_NOT_FOUND")]
    [InlineData(415, "UNSUPPORTED_MEDIA_TYPE")]
    [InlineData(418, "BAD_REQUEST")]
    [InlineData(500, "INTERNAL_ERROR")]
    [InlineData(502, "BAD_GATEWAY")]
    public async Task A_service_s_empty_error_gets_a_body(int status, string reason)
    {
        var answer = await gateway.Door.SendAsync(HttpMethod.Get, $"/v1/importTemplates/{status}");

        Assert.Equal(status, (int)answer.Http);
        Assert.Equal(reason, answer.Info.Reason);
    }

    [Theory]
    [InlineData(Protocol.Json)]
    [InlineData(Protocol.Grpc)]
    [InlineData(Protocol.GrpcWeb)]
    [InlineData(Protocol.GrpcWebText)]
    public async Task A_broken_off_answer_is_unavailable(Protocol protocol)
    {
        var answer = await gateway.Door.GetAsync(protocol, "organizations/crash");

        Assert.Equal(14, answer.Status!.Code);
        Assert.Equal("BAD_GATEWAY", answer.Info.Reason);
        if (protocol == Protocol.Json)
            Assert.Equal(HttpStatusCode.BadGateway, answer.Http);
    }

    [Theory]
    [InlineData(Protocol.Json)]
    [InlineData(Protocol.Grpc)]
    [InlineData(Protocol.GrpcWeb)]
    [InlineData(Protocol.GrpcWebText)]
    public async Task A_service_that_is_gone_is_unavailable(Protocol protocol)
    {
        var service = await FakeService.StartAsync("membership");
        var door = await gateway.StartAsync(("Gateway:Services:membership", service.Address));
        Assert.NotNull((await door.GetAsync(protocol, "organizations/na-tau")).Message);

        await service.DisposeAsync();
        var answer = await door.GetAsync(protocol, "organizations/na-tau");

        Assert.Equal(14, answer.Status!.Code);
        Assert.Equal("SERVICE_UNAVAILABLE", answer.Info.Reason);
        if (protocol == Protocol.Json)
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Http);
    }

    [Theory]
    [InlineData(Protocol.Json)]
    [InlineData(Protocol.Grpc)]
    [InlineData(Protocol.GrpcWeb)]
    [InlineData(Protocol.GrpcWebText)]
    public async Task A_service_that_is_too_slow_is_a_timeout(Protocol protocol)
    {
        var door = await gateway.StartAsync();
        var provider = door.Host.GetRequiredService<InMemoryConfigProvider>();
        var config = provider.GetConfig();
        provider.Update([.. config.Routes.Select(r => r.Timeout is null ? r : r with { Timeout = TimeSpan.FromMilliseconds(200) })], config.Clusters);

        var answer = await door.GetAsync(protocol, "organizations/slow");

        Assert.Equal(4, answer.Status!.Code);
        Assert.Equal("SERVICE_TIMEOUT", answer.Info.Reason);
        if (protocol == Protocol.Json)
            Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Http);
    }

    [Fact]
    public async Task A_page_s_caller_reads_the_error_in_the_body()
    {
        using var content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc-web+proto") } };
        using var response = await gateway.Door.RawAsync(
            HttpMethod.Post, "/dienbien.membership.v1.OrganizationService/GetOrganization", token: null, content: content);

        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/grpc-web+proto", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(0x80, body[0]);
        Assert.Equal(body.Length - 5, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)));
        Assert.Contains("grpc-status: 16\r\n", System.Text.Encoding.ASCII.GetString(body, 5, body.Length - 5), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_answer_has_texts() => Assert.All(
        typeof(GatewayError).GetFields().Select(f => f.GetValue(null)).OfType<GatewayError>(),
        error => Assert.Contains(error.Reason, Messages.Reasons));
}
