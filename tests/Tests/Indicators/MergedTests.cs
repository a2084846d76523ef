using Xunit;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>Two records of one person count as one from the moment they are merged, as of any day.</summary>
public sealed class MergedTests : IDisposable
{
    private readonly IndicatorWorld world = new();

    public MergedTests()
    {
        world.Organization(1, 11, Kind.Commune, "2020-01-01");
        world.Organization(21, 1, Kind.Cell, "2010-01-01");
        world.Member(101, 21, "2022-05-01");
        world.Member(102, 21, "2025-03-01");
        world.Member(103, 21, "2021-01-01");
        world.Village(31, 1, [IndicatorWorld.Head(102, "2025-03-01")], [IndicatorWorld.Cell(21, true, "2020-01-01")]);
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_merged_record_leaves_all_counts_and_comes_back_when_that_is_taken_back()
    {
        await world.ApplyAsync();
        var known = world.Now;
        Assert.Equal(("1/2", "1/1"), (await world.RatioAsync("T6", 1, "2025-12-31"), await world.RatioAsync("T4", 1, "2025-12-31")));

        world.Now = world.Now.AddDays(1);
        world.Merged(102, 21, "2025-03-01", into: 101);
        await world.ApplyAsync();
        Assert.Equal(("0/2", "0/1"), (await world.RatioAsync("T6", 1, "2025-12-31"), await world.RatioAsync("T4", 1, "2025-12-31")));
        Assert.Equal(("0/2", "0/2"), (await world.RatioAsync("T6", 21, "2025-12-31"), await world.RatioAsync("T6", 11, "2025-12-31")));
        Assert.Equal("0/2", await world.RatioAsync("T6", 1, "2026-06-30"));
        Assert.DoesNotContain(await world.ExplainAsync("T6", 1, "2025-12-31"), record => record.ToString().Contains(IndicatorWorld.Id(102), StringComparison.Ordinal));
        // What had been known by then stays known.
        Assert.Equal("1/2", await world.RatioAsync("T6", 1, "2025-12-31", known));

        world.Village(31, 1, [IndicatorWorld.Head(101, "2025-03-01")], [IndicatorWorld.Cell(21, true, "2020-01-01")]);
        await world.ApplyAsync();
        Assert.Equal("1/1", await world.RatioAsync("T4", 1, "2025-12-31"));

        world.Now = world.Now.AddDays(1);
        world.Member(102, 21, "2025-03-01");
        world.Village(31, 1, [IndicatorWorld.Head(102, "2025-03-01")], [IndicatorWorld.Cell(21, true, "2020-01-01")]);
        await world.ApplyAsync();
        Assert.Equal(("1/2", "1/1"), (await world.RatioAsync("T6", 1, "2025-12-31"), await world.RatioAsync("T4", 1, "2025-12-31")));
        Assert.Equal("0/3", await world.RatioAsync("T6", 1, "2026-12-31"));
    }

    [Fact]
    public async Task A_rebuilt_projection_is_the_same_however_the_feed_is_cut()
    {
        await world.ApplyAsync();
        world.Now = world.Now.AddDays(1);
        world.Merged(102, 21, "2025-03-01", into: 101);
        await world.ApplyAsync();
        world.Now = world.Now.AddDays(1);
        world.Member(102, 21, "2025-03-01");
        world.Merged(103, 21, "2021-01-01", into: 101);
        await world.ApplyAsync();
        var rows = world.Rows();
        foreach (var batch in (int[])[1, 3, 1_000])
        {
            await world.RebuildAsync(batch);
            Assert.Equal(rows, world.Rows());
        }
    }
}
