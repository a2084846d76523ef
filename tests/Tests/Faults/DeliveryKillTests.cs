using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Feed;
using DienBien.Platform.Tests.Rules;
using Xunit;

namespace DienBien.Platform.Tests.Faults;

/// <summary>kill -9 of either end while a feed is delivered: the projection is as if nothing had happened.</summary>
public sealed class DeliveryKillTests(FaultRig rig, ITestOutputHelper output) : IClassFixture<FaultRig>
{
    private const int Rounds = 10;

    private const int Members = 12_000;

    private readonly Random random = Moments.Random(output);

    [Theory, Rule("R-IND-9")]
    [InlineData("Indicators")]
    [InlineData("Membership")]
    public async Task Killed_during_feed_delivery_the_projection_is_as_if_nothing_had_happened(string victim)
    {
        var process = victim == "Indicators" ? rig.Indicators : rig.Membership;
        if (rig.Files.Count == 0)
        {
            Assert.Equal((Members, 0, 0), await rig.CompleteAsync(rig.NewFile(Members)));
        }

        await rig.CatchUpAsync();
        var (whole, head, cut) = (await Wholeness.DumpAsync(rig.Facts), await rig.HeadAsync(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            await RewindAsync();
            // Now in the first transaction, now behind it.
            var begun = round % 2 == 0 ? "SELECT COUNT(*) FROM feed_cursors WHERE lease_owner IS NOT NULL" : "SELECT MAX(position) FROM feed_cursors";
            while (await rig.Facts.NumberAsync(begun) == 0)
            {
                await Task.Delay(2, TestContext.Current.CancellationToken);
            }

            await Task.Delay(random.Next(0, round % 2 == 0 ? 250 : 25), TestContext.Current.CancellationToken);
            await process.KillAsync();
            var reached = await rig.CursorAsync();
            output.WriteLine($"Round {round}: killed at {reached} of {head}.");
            cut += reached < head ? 1 : 0;
            if (victim == "Indicators")
            {
                await Wholeness.ReachesItsCursorAsync(rig);
            }

            await process.StartAsync();
            await rig.CatchUpAsync();
        }

        Assert.True(cut >= Rounds / 2, $"Only {cut} deliveries were cut short: the moments are badly chosen.");
        Assert.Equal(head, await rig.CursorAsync());
        await Wholeness.ReachesItsCursorAsync(rig);
        Assert.Equal(whole, await Wholeness.DumpAsync(rig.Facts));
        await Figures.AgreeAsync(rig);
    }

    /// <summary>Empties the projection, as the command does, while the service runs.</summary>
    private async Task RewindAsync()
    {
        var projection = new IndicatorProjection(new ScopeResolver(rig.Facts, TimeProvider.System));
        await new FeedCursor(rig.Facts, projection, "rebuild", TimeSpan.Zero, TimeProvider.System).RebuildAsync(CancellationToken.None);
    }
}
