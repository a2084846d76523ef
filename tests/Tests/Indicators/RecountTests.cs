using CsCheck;
using DienBien.Indicators.V1;
using DienBien.Platform.Indicators.Values;
using DienBien.Platform.Shared;
using DienBien.Platform.Tests.Rules;
using Xunit;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>Counters that were kept up event by event are what a count of everything gives, whatever happened in between.</summary>
public sealed class RecountTests
{
    private static readonly DateOnly[] Days = [new(2024, 6, 30), new(2025, 12, 31), new(2026, 1, 15), new(2026, 11, 24)];

    [Fact]
    public async Task ValuesAreWhatANaiveCountGives() => await Gen.Int[0, int.MaxValue].SampleAsync(
        async seed =>
        {
            using var world = await WorldAsync(seed, _ => { });
            var naive = new NaiveCount(world.Facts);
            foreach (var node in RandomHistory.Nodes)
            {
                foreach (var day in Days)
                {
                    foreach (var code in (string[])["T4", "T5", "T6"])
                    {
                        var (above, below) = naive.Of(code, Name(node), day);
                        Assert.Equal($"{code} {node} {day} {above}/{below}", $"{code} {node} {day} {await world.RatioAsync(code, node, day.ToString("yyyy-MM-dd", null))}");
                    }
                }
            }
        }, iter: 6, threads: 1);

    [Fact]
    [Rule("R-IND-2")]
    public async Task RevisionsAreTheOpeningsThatWereKnown() => await Gen.Int[0, int.MaxValue].SampleAsync(
        async seed =>
        {
            var openings = new Dictionary<int, List<long>>();
            using var world = await WorldAsync(seed, world =>
            {
                foreach (var node in RandomHistory.Nodes)
                {
                    var known = openings.TryGetValue(node, out var list) ? list : openings[node] = [];
                    var opening = new NaiveCount(world.Facts).Opening(Name(node), 2026);
                    if (known.Count == 0 || known[^1] != opening)
                    {
                        known.Add(opening);
                    }
                }
            });
            foreach (var node in RandomHistory.Nodes)
            {
                var request = new ListOpeningRevisionsRequest { Parent = Name(node), Year = 2026, PageSize = 1_000 };
                var revisions = (await world.Api.ListOpeningRevisions(request, new FakeCall())).OpeningRevisions.Select(r => r.Members);
                // Nothing was known when the year began, so that the first state, none, is left out.
                Assert.Equal($"{node}: {string.Join(" ", openings[node].SkipWhile(n => n == 0))}", $"{node}: {string.Join(" ", revisions.SkipWhile(n => n == 0))}");
            }
        }, iter: 6, threads: 1);

    [Fact]
    [Rule("R-IND-9")]
    [Rule("R-ORG-13")]
    public async Task OpeningsAndFlowsBalanceAtEachNode() => await Gen.Int[0, int.MaxValue].SampleAsync(
        async seed =>
        {
            using var world = await WorldAsync(seed, _ => { });
            var naive = new NaiveCount(world.Facts);
            foreach (var node in RandomHistory.Nodes.Except(RandomHistory.Cells))
            {
                var (opening, closing) = (naive.Opening(Name(node), 2025), naive.Opening(Name(node), 2026));
                var number = $"(SELECT node FROM nodes WHERE id = '{IndicatorWorld.Id(node)}' AND superseded_at IS NULL)";
                foreach (var (table, year) in ((string, string)[])[("counters_year", "year = 2025"), ("counters_day", "day BETWEEN '2025-01-01' AND '2025-12-31'")])
                {
                    var where = $"FROM {table} WHERE node = {number} AND measure = 7 AND {year}";
                    var (begun, ceased) = (world.Number($"SELECT COALESCE(SUM(begun), 0) {where}"), world.Number($"SELECT COALESCE(SUM(ceased), 0) {where}"));
                    Assert.Equal($"{node} {table} {opening} + {begun} = {closing} + {ceased}", $"{node} {table} {opening} + {begun} = {opening + begun - ceased} + {ceased}");
                }
            }
        }, iter: 6, threads: 1);

    [Fact]
    public async Task RebuildingGivesTheSameTables() => await Gen.Int[0, int.MaxValue].SampleAsync(
        async seed =>
        {
            using var world = await WorldAsync(seed, _ => { });
            var kept = world.Rows();
            foreach (var batch in (int[])[1, 7, 1_000])
            {
                await world.RebuildAsync(batch);
                Assert.Equal(kept, world.Rows());
            }
        }, iter: 6, threads: 1);

    [Fact]
    public void ReadersOfCountersSeekTheirDaysAndYears()
    {
        using var world = new IndicatorWorld();
        Assert.Contains("SEARCH c USING PRIMARY KEY (node=? AND measure=? AND day>? AND day<?)", world.Plan(Counters.SelectDays));
        Assert.Contains("SEARCH c USING PRIMARY KEY (node=? AND measure=? AND year<?)", world.Plan(Counters.SelectYears));
    }

    private static string Name(int node) => ResourceName.Organization(IndicatorWorld.Id(node));

    private static async Task<IndicatorWorld> WorldAsync(int seed, Action<IndicatorWorld> after)
    {
        var random = new Random(seed);
        var world = new IndicatorWorld { Now = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc) };
        var history = new RandomHistory(world, random);
        for (var step = 0; step < 80; step++)
        {
            world.Now = world.Now.AddHours(1);
            history.Step();
            after(world);
            if (random.Next(20) == 0)
            {
                await world.ApplyAsync();
            }
        }

        await world.ApplyAsync();
        return world;
    }
}
