using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DienBien.Indicators.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Tests.Gateway;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Xunit;
using static DienBien.Platform.Tests.EndToEnd.LocalPlatformFixture;

namespace DienBien.Platform.Tests.EndToEnd;

/// <summary>The real services behind the real gateway: one answer in every protocol, one form of error.</summary>
public sealed class DoorTests(LocalPlatformFixture platform) : IClassFixture<LocalPlatformFixture>
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    [Theory]
    [InlineData(Protocol.Grpc)]
    [InlineData(Protocol.GrpcWeb)]
    [InlineData(Protocol.GrpcWebText)]
    public async Task Every_protocol_gives_the_answer_that_JSON_gives(Protocol protocol)
    {
        using var channel = Channel(protocol);
        var headers = new Metadata { { "authorization", "Bearer " + await platform.TokenAsync("it-03316") } };

        var organization = await new OrganizationService.OrganizationServiceClient(channel).GetOrganizationAsync(
            new GetOrganizationRequest { Name = NaTau }, headers, cancellationToken: TestContext.Current.CancellationToken);
        var values = await new IndicatorService.IndicatorServiceClient(channel).ListIndicatorValuesAsync(
            new ListIndicatorValuesRequest { Parent = NaTau, AsOf = "2026-11-24" }, headers, cancellationToken: TestContext.Current.CancellationToken);

        await SameAsync(organization, $"/v1/{NaTau}");
        foreach (var value in values.IndicatorValues)
        {
            value.KnownAt = null;
        }

        await SameAsync(values, $"/v1/{NaTau}/indicatorValues?asOf=2026-11-24");
    }

    [Theory]
    [InlineData(Protocol.Grpc)]
    [InlineData(Protocol.GrpcWeb)]
    [InlineData(Protocol.GrpcWebText)]
    public async Task Every_protocol_gives_the_error_that_JSON_gives(Protocol protocol)
    {
        using var channel = Channel(protocol);
        var headers = new Metadata { { "authorization", "Bearer " + await platform.TokenAsync("it-03316") } };

        var error = await Assert.ThrowsAsync<RpcException>(async () => await new OrganizationService.OrganizationServiceClient(channel).GetOrganizationAsync(
            new GetOrganizationRequest { Name = MuongPhang }, headers, cancellationToken: TestContext.Current.CancellationToken));
        var (_, json) = await platform.GetAsync("it-03316", "/v1/" + MuongPhang);

        var status = error.GetRpcStatus()!;
        Assert.Equal((int)json["code"]!, status.Code);
        Assert.Equal((string?)json["message"], status.Message);
        Assert.Equal((string?)json["details"]![0]!["reason"], status.GetDetail<ErrorInfo>()!.Reason);
        Assert.Equal((string?)json["details"]![1]!["message"], status.GetDetail<LocalizedMessage>()!.Message);
    }

    [Fact]
    public async Task A_method_that_nobody_wrote_is_unimplemented_with_a_reason()
    {
        using var channel = Channel(Protocol.Grpc);
        var method = new Method<GetOrganizationRequest, Organization>(
            MethodType.Unary, OrganizationService.Descriptor.FullName, "PaintOrganization",
            Marshallers.Create(r => r.ToByteArray(), GetOrganizationRequest.Parser.ParseFrom), Marshallers.Create(o => o.ToByteArray(), Organization.Parser.ParseFrom));
        var headers = new Metadata { { "authorization", "Bearer " + await platform.TokenAsync("it-province") } };

        var error = await Assert.ThrowsAsync<RpcException>(async () => await channel.CreateCallInvoker().AsyncUnaryCall(
            method, null, new CallOptions(headers, cancellationToken: TestContext.Current.CancellationToken), new GetOrganizationRequest()));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
        Assert.Equal("METHOD_NOT_IMPLEMENTED", error.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason);
    }

    [Theory]
    [InlineData(null, "GET", "/v1/" + NaTau, null, null, 401, "TOKEN_MISSING")]
    [InlineData("viewer-province", "GET", "/v1/" + NaTau, null, null, 403, "PERMISSION_MISSING")]
    [InlineData("viewer-province", "GET", "/v1/feeds/membership:stream", null, null, 403, "PERMISSION_MISSING")]
    [InlineData("it-03316", "GET", "/v1/" + MuongPhang, null, null, 404, "RESOURCE_NOT_FOUND")]
    [InlineData("it-03316", "GET", "/v1/nothing", null, null, 404, "ROUTE_NOT_FOUND")]
    [InlineData("it-03316", "GET", "/v1/feeds/nothing:stream", null, null, 404, "ROUTE_NOT_FOUND")]
    [InlineData("it-03316", "GET", "/v1/feeds/membership:stream?cursor=forged", null, null, 400, "INVALID_FIELDS")]
    [InlineData("it-03316", "DELETE", "/v1/" + NaTau, null, null, 405, "METHOD_NOT_ALLOWED")]
    [InlineData("it-03316", "GET", "/v1/organizations?pageSize=-1", null, null, 400, "INVALID_FIELDS")]
    [InlineData("it-03316", "GET", "/v1/organizations?pageSize=abc", null, null, 400, "INVALID_FIELDS")]
    [InlineData("it-03316", "GET", "/v1/organizations?pageToken=forged", null, null, 400, "INVALID_FIELDS")]
    [InlineData("it-03316", "POST", "/v1/villages/1:appointHead", "application/json", "{", 400, "JSON_MALFORMED")]
    [InlineData("it-03316", "POST", "/v1/villages/1:appointHead", "text/plain", "{}", 415, "UNSUPPORTED_MEDIA_TYPE")]
    [InlineData("it-03316", "POST", "/v1/" + NaTau + "/members:import", "text/plain", "x", 415, "FILE_TYPE_UNSUPPORTED")]
    public async Task Every_error_has_a_reason_for_programs_and_a_text_for_people(string? client, string method, string path, string? type, string? text, int status, string reason)
    {
        using var content = text is null ? null : new StringContent(text, Encoding.UTF8, type!);
        var answer = await platform.SendAsync(client, new HttpMethod(method), path, content);

        Assert.Equal((status, reason), (answer.Status, (string?)Detail(answer.Body, "ErrorInfo")["reason"]));
        Assert.Equal("platform.dienbien.vn", (string?)Detail(answer.Body, "ErrorInfo")["domain"]);
        Assert.Equal("vi", (string?)Detail(answer.Body, "LocalizedMessage")["locale"]);
        Assert.NotEqual(reason, (string?)Detail(answer.Body, "LocalizedMessage")["message"]);
    }

    [Theory]
    [InlineData(40 << 20, 200)]
    [InlineData((64 << 20) + 1, 413)]
    public async Task A_file_is_taken_up_to_64_MiB_whether_its_length_is_told_or_not(int length, int status)
    {
        foreach (var told in (bool[])[true, false])
        {
            // One long field in one row, so that reading it takes no time.
            using var content = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes("memberNumber,organizationCode,fullName\n".PadRight(length, 'x'))))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("text/csv") },
            };
            content.Headers.ContentLength = told ? length : null;
            var answer = await platform.SendAsync("it-03316", HttpMethod.Post, $"/v1/{NaTau}/members:import?validateOnly=true", content);

            Assert.Equal(status == 413, answer.Status == 413);
            Assert.NotEqual(502, answer.Status);
        }
    }

    [Fact]
    public async Task The_feed_comes_through_as_server_sent_events()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/feeds/membership:stream?untilHead=true");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await platform.TokenAsync("it-03316"));
        using var response = await platform.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n');

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var data = Assert.Single(lines, l => l.StartsWith("data: ", StringComparison.Ordinal) && l.Contains("OrganizationChanged", StringComparison.Ordinal));
        Assert.Equal(NaTau, (string?)JsonNode.Parse(data[6..])!["subject"]);
    }

    private static JsonNode Detail(JsonNode body, string type) =>
        body["details"]!.AsArray().Single(d => (string?)d!["@type"] == "type.googleapis.com/google.rpc." + type)!;

    private GrpcChannel Channel(Protocol protocol) => protocol == Protocol.Grpc
        ? GrpcChannel.ForAddress(platform.Grpc)
        : GrpcChannel.ForAddress(platform.Http.BaseAddress!, new GrpcChannelOptions
        {
            HttpHandler = new GrpcWebHandler(protocol == Protocol.GrpcWeb ? GrpcWebMode.GrpcWeb : GrpcWebMode.GrpcWebText, new SocketsHttpHandler()),
            HttpVersion = HttpVersion.Version11,
            DisposeHttpClient = true,
        });

    private async Task SameAsync(IMessage message, string path)
    {
        var (status, json) = await platform.GetAsync("it-03316", path);
        // When the value was read is another moment each time.
        foreach (var value in json["indicatorValues"]?.AsArray() ?? [])
        {
            value!.AsObject().Remove("knownAt");
        }

        Assert.Equal(200, status);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Json.Format(message)), json), $"{Json.Format(message)}\n{json.ToJsonString()}");
    }
}
