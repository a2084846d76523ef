using DienBien.Platform.Tests.Rules;
using Xunit;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>Members and organisations that go elsewhere on a day count where they were until then.</summary>
[Rule("R-ORG-13")]
public sealed class MovedTests : IDisposable
{
    private readonly IndicatorWorld world = new();

    public MovedTests()
    {
        world.Organization(1, 11, Kind.Commune, "2020-01-01");
        world.Organization(2, 11, Kind.Commune, "2020-01-01");
        world.Organization(21, 1, Kind.Cell, "2010-01-01");
        world.Organization(22, 2, Kind.Cell, "2010-01-01");
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_member_counts_where_he_belonged_on_the_day()
    {
        world.Member(101, 22, "2022-05-01", "", 21, (21, "2022-05-01"), (22, "2025-06-01"));
        await world.ApplyAsync();
        Assert.Equal(("0/1", "0/0"), (await world.RatioAsync("T6", 1, "2025-12-31"), await world.RatioAsync("T6", 2, "2025-12-31")));
        Assert.Equal(("0/0", "0/1"), (await world.RatioAsync("T6", 1, "2026-12-31"), await world.RatioAsync("T6", 2, "2026-12-31")));
        Assert.Equal(("0/1", "0/0"), (await world.RatioAsync("T6", 21, "2025-12-31"), await world.RatioAsync("T6", 22, "2025-12-31")));
        Assert.Equal(("0/1", "0/1"), (await world.RatioAsync("T6", 11, "2025-12-31"), await world.RatioAsync("T6", 11, "2026-12-31")));
        Assert.Equal(["IN_OPENING"], (await world.ExplainAsync("T6", 1, "2025-12-31")).Select(r => r.Reason));
        Assert.Equal(["MEMBER_ELSEWHERE"], (await world.ExplainAsync("T6", 1, "2026-12-31")).Select(r => r.Reason));
        Assert.Equal([1L, 0L], (await world.Api.ListOpeningRevisions(new() { Parent = "organizations/" + IndicatorWorld.Id(21), Year = 2025 }, new FakeCall())).OpeningRevisions.Select(r => r.Members).Take(1).Append((await world.ValueAsync("T6", 21, "2026-12-31")).Denominator));
        Assert.Equal(["MEMBER_ELSEWHERE"], (await world.ExplainAsync("T6", 2, "2025-12-31")).Select(r => r.Reason));
        Assert.Equal("1/0", await world.RatioAsync("T6", 1, "2022-12-31"));
    }

    [Fact]
    public async Task Below_a_commune_nobody_comes_or_goes_when_its_cells_merge()
    {
        world.Organization(23, 1, Kind.Cell, "2010-01-01");
        world.Member(101, 23, "2022-05-01", "", 21, (21, "2022-05-01"), (23, "2025-06-01"));
        await world.ApplyAsync();
        Assert.Equal("0/1", await world.RatioAsync("T6", 1, "2025-12-31"));
        Assert.Equal(0, world.Number("SELECT COUNT(*) FROM counters_day WHERE measure = 7 AND day = '2025-06-01'"));
    }

    [Fact]
    public async Task A_cell_counts_under_the_parent_of_the_day()
    {
        world.Member(101, 21, "2022-05-01");
        world.Member(102, 21, "2025-03-01");
        world.Member(103, 21, "2025-09-01");
        await world.ApplyAsync();
        world.Organization(21, 2, Kind.Cell, "2010-01-01", "", (1, "2025-06-01"));
        await world.ApplyAsync();
        Assert.Equal(("1/1", "1/0"), (await world.RatioAsync("T6", 1, "2025-12-31"), await world.RatioAsync("T6", 2, "2025-12-31")));
        Assert.Equal(("0/0", "0/3"), (await world.RatioAsync("T6", 1, "2026-12-31"), await world.RatioAsync("T6", 2, "2026-12-31")));
        Assert.Equal(["IN_OPENING", "ADMITTED_IN_YEAR"], (await world.ExplainAsync("T6", 1, "2025-12-31", 1)).Select(r => r.Reason));
        Assert.Equal(["MEMBER_ELSEWHERE", "ADMITTED_ELSEWHERE", "ADMITTED_IN_YEAR"], (await world.ExplainAsync("T6", 2, "2025-12-31", 1)).Select(r => r.Reason));
        Assert.Equal(("1/1", "1/0"), (await world.RatioAsync("T6", 1, "2025-12-31", world.Now.AddHours(1)), await world.RatioAsync("T6", 2, "2025-12-31", world.Now.AddHours(1))));
    }
}
