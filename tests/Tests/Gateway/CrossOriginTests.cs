using Xunit;

namespace DienBien.Platform.Tests.Gateway;

[Collection(GatewayTests.Name)]
public sealed class CrossOriginTests(GatewayFixture gateway)
{
    private const string Page = "https://trang.example";

    [Fact]
    public async Task Pages_of_other_origins_are_shut_out_by_default()
    {
        using var response = await AskAsync(gateway.Door, HttpMethod.Get);

        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_named_origin_may_read_errors_too()
    {
        var door = await gateway.StartAsync(("Gateway:Cors:Origins:0", Page));
        using var response = await AskAsync(door, HttpMethod.Get);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal(Page, response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("grpc-status-details-bin", response.Headers.GetValues("Access-Control-Expose-Headers").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preflight_needs_no_token()
    {
        var door = await gateway.StartAsync(("Gateway:Cors:Origins:0", Page));
        using var response = await AskAsync(door, HttpMethod.Options);

        Assert.Equal(204, (int)response.StatusCode);
        Assert.Contains("authorization", response.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<HttpResponseMessage> AskAsync(GatewayDoor door, HttpMethod method)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(door.Http, "/v1/organizations/na-tau"));
        request.Headers.Add("Origin", Page);
        if (method == HttpMethod.Options)
        {
            request.Headers.Add("Access-Control-Request-Method", "GET");
            request.Headers.Add("Access-Control-Request-Headers", "authorization");
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
