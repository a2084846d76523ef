using DienBien.Membership.V1;
using DienBien.Platform.Gateway.Routes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Yarp.ReverseProxy.Configuration;

namespace DienBien.Platform.Tests.Gateway;

[Collection(GatewayTests.Name)]
public sealed class RouteTableTests(GatewayFixture gateway)
{
    private static readonly IReadOnlyList<RouteConfig> Routes = RouteTable.Build(PlatformContract.Services);

    [Fact]
    public void Every_service_has_a_route() => Assert.All(
        PlatformContract.Services,
        service => Assert.Contains(Routes, r => r.Match.Path == $"/{service.FullName}/{{method}}"));

    [Fact]
    public void Every_HTTP_rule_has_a_route()
    {
        var rules = PlatformContract.Services.SelectMany(s => s.Methods)
            .Where(m => m.Service.FullName != PlatformContract.FeedService)
            .SelectMany(PlatformContract.HttpRulesOf).Select(HttpTemplate.Of).ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Contains(
            Routes, r => r.Match.Path == HttpTemplate.ToPattern(rule.Template) && r.Match.Methods!.Contains(rule.Method)));
    }

    [Fact]
    public void Every_RPC_that_is_no_client_stream_has_an_HTTP_rule() => Assert.All(
        PlatformContract.Services.SelectMany(s => s.Methods).Where(m => !m.IsClientStreaming),
        rpc => Assert.NotEmpty(PlatformContract.HttpRulesOf(rpc)));

    [Fact]
    public void Every_route_says_how_long_how_large_and_for_whom()
    {
        var clusters = gateway.Door.Host.GetRequiredService<InMemoryConfigProvider>().GetConfig().Clusters.ToDictionary(c => c.ClusterId);

        Assert.All(Routes, route =>
        {
            Assert.True(route.Timeout > TimeSpan.Zero ^ route.TimeoutPolicy == "Disable", route.RouteId);
            Assert.True(clusters[route.ClusterId!].HttpRequest!.ActivityTimeout > TimeSpan.Zero, route.RouteId);
            Assert.Contains(route.AuthorizationPolicy, (string[])["default", "anonymous"]);
            Assert.NotNull(route.MaxRequestBodySize);
        });
    }

    [Fact]
    public void Only_identity_s_doors_are_open_without_a_token() => Assert.Equal(
        ["identity-discovery", "identity-token"],
        Routes.Where(r => r.AuthorizationPolicy == "anonymous").Select(r => r.RouteId).Order());

    [Fact]
    public void Streams_alone_have_no_overall_timeout()
    {
        var endless = Routes.Where(r => r.TimeoutPolicy == "Disable").Select(r => r.RouteId).ToList();

        Assert.Contains("dienbien.membership.v1.ImportService.ImportMembers", endless);
        Assert.Contains("dienbien.feed.v1.FeedService.Subscribe@indicators", endless);
        Assert.DoesNotContain("dienbien.membership.v1.MemberService", endless);
    }

    [Fact]
    public void Two_owners_of_an_address_stop_the_start()
    {
        var e = Assert.Throws<InvalidOperationException>(() => RouteTable.Build([.. PlatformContract.Services, MemberService.Descriptor]));

        Assert.Contains("MemberService", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_nobody_owns_stops_the_start() => Assert.Throws<InvalidOperationException>(
        () => RouteTable.Build([Grpc.Health.V1.Health.Descriptor]));

    [Theory]
    [InlineData("/v1/{name=organizations/*}:dissolve", "/v1/organizations/{p0}:dissolve")]
    [InlineData("/v1/{parent=organizations/*}/members", "/v1/organizations/{p0}/members")]
    [InlineData("/v1/{name=organizations/*/indicatorValues/*}:explain", "/v1/organizations/{p0}/indicatorValues/{p1}:explain")]
    [InlineData("/v1/{organization.name=organizations/*}", "/v1/organizations/{p0}")]
    [InlineData("/v1/organizations:byCode", "/v1/organizations:byCode")]
    [InlineData("/v1/things/{id}", "/v1/things/{p0}")]
    [InlineData("/v1/{name=files/**}", "/v1/files/{**p0}")]
    public void A_template_becomes_a_pattern_with_neutral_names(string template, string pattern) =>
        Assert.Equal(pattern, HttpTemplate.ToPattern(template));

    [Theory]
    [InlineData("/v1/{name=files/**}:read")]
    [InlineData("/v1/{name=**}/members")]
    [InlineData("v1/members")]
    public void A_template_that_cannot_be_routed_is_refused(string template) =>
        Assert.Throws<InvalidOperationException>(() => HttpTemplate.ToPattern(template));
}
