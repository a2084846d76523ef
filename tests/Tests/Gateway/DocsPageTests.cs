using System.Text.RegularExpressions;
using Xunit;

namespace DienBien.Platform.Tests.Gateway;

[Collection(GatewayTests.Name)]
public sealed partial class DocsPageTests(GatewayFixture gateway)
{
    [GeneratedRegex("""(?:src|href)=["']([^"']+)["']""")]
    private static partial Regex Address { get; }

    [Fact]
    public async Task The_page_names_no_other_host()
    {
        using var response = await gateway.Door.RawAsync(HttpMethod.Get, "/docs/", token: null);

        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_scripts_are_served_here()
    {
        using var response = await gateway.Door.RawAsync(HttpMethod.Get, "/docs/", token: null);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var scripts = Address.Matches(html).Select(m => m.Groups[1].Value).Where(a => a.Contains(".js", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            using var file = await gateway.Door.RawAsync(HttpMethod.Get, new Uri(new Uri(gateway.Door.Http, "/docs/"), script).PathAndQuery, token: null);
            Assert.Equal(200, (int)file.StatusCode);
        }
    }

    [Fact]
    public async Task The_browser_is_told_to_ask_nobody_else()
    {
        using var response = await gateway.Door.RawAsync(HttpMethod.Get, "/docs/", token: null);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }
}
