using DienBien.Platform.Shared.Access;
using DienBien.Platform.Tests.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DienBien.Platform.Tests.Access;

public sealed class ServiceTokenProviderTests : IAsyncLifetime
{
    private readonly ManualClock clock = new(TimeProvider.System.GetUtcNow());
    private IdentityServer identity = null!;
    private ServiceTokenProvider tokens = null!;

    public async ValueTask InitializeAsync()
    {
        identity = await IdentityServer.StartAsync();
        tokens = Provider(new Uri(identity.Address, "connect/token").AbsoluteUri);
    }

    public async ValueTask DisposeAsync()
    {
        tokens.Dispose();
        await identity.DisposeAsync();
    }

    [Fact]
    public async Task One_token_serves_until_it_is_time_to_renew()
    {
        var first = await GetAsync();
        clock.Advance(TimeSpan.FromMinutes(47));
        var second = await GetAsync();
        clock.Advance(TimeSpan.FromMinutes(2));
        var third = await GetAsync();

        Assert.Equal(first, second);
        Assert.NotEqual(second, third);
    }

    [Fact]
    public async Task Callers_at_once_share_one_request()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => GetAsync().AsTask()));

        Assert.Single(all.Distinct());
    }

    [Fact]
    public async Task A_refused_token_is_not_used_again()
    {
        var first = await GetAsync();
        tokens.Forget(first);

        Assert.NotEqual(first, await GetAsync());
    }

    [Fact]
    public async Task The_old_token_serves_while_Identity_is_away_and_lasts()
    {
        var first = await GetAsync();
        await identity.StopAsync();
        clock.Advance(TimeSpan.FromMinutes(50));

        Assert.Equal(first, await GetAsync());
        clock.Advance(TimeSpan.FromMinutes(10));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync().AsTask());
        await identity.OpenAsync();
    }

    [Fact]
    public async Task The_secret_does_not_travel_in_the_clear()
    {
        using var far = Provider("http://identity.example/connect/token");

        await Assert.ThrowsAsync<InvalidOperationException>(() => far.GetAsync(TestContext.Current.CancellationToken).AsTask());
    }

    private ValueTask<string> GetAsync() => tokens.GetAsync(TestContext.Current.CancellationToken);

    private ServiceTokenProvider Provider(string endpoint) => new(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Identity:Token"] = endpoint,
            ["Identity:ClientId"] = "it-province",
            ["Identity:ClientSecret"] = IdentityServer.Secret,
        }).Build(),
        clock,
        NullLogger<ServiceTokenProvider>.Instance);
}
