using System.Globalization;
using System.Net;
using System.Security.Claims;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Tests.Identity;
using Xunit;

namespace DienBien.Platform.Tests.Access;

public sealed class TokenCacheTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private readonly CallerPrincipal caller = new(new ClaimsPrincipal());

    [Fact]
    public void An_entry_is_gone_when_its_time_is_over()
    {
        using var cache = new TokenCache();
        cache.Add(Hash("a"), caller, Now.AddMinutes(5));

        Assert.Same(caller, cache.Find(Hash("a"), Now.AddMinutes(5).AddTicks(-1)));
        Assert.Null(cache.Find(Hash("a"), Now.AddMinutes(5)));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task The_bound_holds_and_what_is_used_stays()
    {
        using var cache = new TokenCache(limit: 100);
        cache.Add(Hash("used"), caller, Now.AddMinutes(5));
        for (var i = 0; i < 1_000; i++)
        {
            cache.Add(Hash(i.ToString(CultureInfo.InvariantCulture)), caller, Now.AddMinutes(5));
            Assert.NotNull(cache.Find(Hash("used"), Now));
            Assert.InRange(cache.Count, 1, 100);
        }

        // Room is made in the background.
        for (var i = 0; i < 500 && cache.Find(Hash("new"), Now) is null; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            cache.Add(Hash("new"), caller, Now.AddMinutes(5));
        }

        Assert.NotNull(cache.Find(Hash("new"), Now));
        Assert.NotNull(cache.Find(Hash("used"), Now));
    }

    [Fact]
    public async Task Many_at_once_stay_within_the_bound()
    {
        using var cache = new TokenCache(limit: 50);
        await Parallel.ForAsync(0, 5_000, TestContext.Current.CancellationToken, (i, _) =>
        {
            var hash = Hash((i % 200).ToString(CultureInfo.InvariantCulture));
            if (cache.Find(hash, Now) is null)
            {
                cache.Add(hash, caller, Now.AddMinutes(5));
            }

            return ValueTask.CompletedTask;
        });

        Assert.InRange(cache.Count, 1, 50);
    }

    [Fact]
    public void A_giant_token_is_not_hashed() => Assert.False(TokenCache.TryHash(new string('a', 8_193), out _));

    [Fact]
    public async Task A_token_is_validated_again_after_five_minutes()
    {
        await using var identity = await IdentityServer.StartAsync();
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        await using var host = await GuardedHost.StartAsync(identity.Address, clock);
        var token = await identity.TokenAsync("it-province");
        TokenCache.TryHash(token, out var hash);

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(token)).Status);
        Assert.NotNull(host.Cache.Find(hash, clock.GetUtcNow().AddMinutes(5).AddSeconds(-1)));
        Assert.Null(host.Cache.Find(hash, clock.GetUtcNow().AddMinutes(5)));
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(token)).Status);
        // The token was issued a little after the clock was set: an hour alone may leave it a moment.
        clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));

        // The token is over by this host's clock, though not by the world's: it is not remembered.
        await host.GetAsync(token);
        Assert.Null(host.Cache.Find(hash, clock.GetUtcNow()));
    }

    private static TokenCache.TokenHash Hash(string token)
    {
        Assert.True(TokenCache.TryHash(token, out var hash));
        return hash;
    }
}
