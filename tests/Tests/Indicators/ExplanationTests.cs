using CsCheck;
using Xunit;
using static DienBien.Platform.Tests.Indicators.IndicatorWorld;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Role = DienBien.Indicators.V1.ExplainedRecord.Types.Role;
using VillageKind = DienBien.Membership.V1.Village.Types.Kind;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>What is explained adds up to the value, and both to what a count of the facts gives.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public async Task ExplanationAddsUpToTheValue() => await Gen.Int[0, int.MaxValue].SampleAsync(CheckAsync, iter: 12, threads: 1);

    private static async Task CheckAsync(int seed)
    {
        var random = new Random(seed);
        using var world = new IndicatorWorld();
        int[] cells = [10, 12, 13, 14, 15];
        string[] starts = ["2024-03-01", "2025-07-01", "2026-02-01"];
        world.Organization(1, 11, Kind.Commune, starts[random.Next(3)]);
        world.Organization(2, 11, Kind.Ward, starts[random.Next(3)]);
        world.Organization(3, 1, Kind.Grassroots, starts[random.Next(3)]);
        foreach (var cell in cells)
        {
            world.Organization(cell, random.Next(1, 4), Kind.Cell, "2020-01-01", random.Next(4) == 0 ? "2026-01-15" : "");
        }

        for (var step = 0; step < 120; step++)
        {
            switch (random.Next(10))
            {
                case < 5:
                    var admitted = Day(random, 2023);
                    world.Member(random.Next(100, 130), cells[random.Next(5)], admitted, random.Next(3) == 0 ? Later(random, admitted) : "", cells[random.Next(5)]);
                    break;
                case < 9:
                    var since = Day(random, 2024);
                    var until = Later(random, since);
                    world.Village(random.Next(200, 215), random.Next(1, 3),
                        [Head(random.Next(3) == 0 ? null : random.Next(100, 130), since, until), Head(random.Next(100, 130), Later(random, until))],
                        [Cell(cells[random.Next(5)], random.Next(2) == 0, Day(random, 2023)), Cell(cells[random.Next(5)], random.Next(2) == 0, Day(random, 2018), Day(random, 2025))],
                        (VillageKind)random.Next(1, 4));
                    break;
                default:
                    world.Organization(1, 11, Kind.Commune, starts[random.Next(3)]);
                    world.Organization(cells[0], random.Next(1, 4), Kind.Cell, "2020-01-01", random.Next(2) == 0 ? "2026-01-15" : "");
                    break;
            }

            if (random.Next(20) == 0)
            {
                await world.ApplyAsync();
            }
        }

        await world.ApplyAsync();
        foreach (var node in (int[])[11, 1, 2, 3, .. cells])
        {
            foreach (var asOf in (string[])["2024-06-30", "2025-12-31", "2026-01-15", "2026-11-24"])
            {
                foreach (var code in (string[])["T4", "T5", "T6"])
                {
                    var records = await world.ExplainAsync(code, node, asOf, 7);
                    var above = records.Count(r => r.Role is Role.Numerator or Role.NumeratorAndDenominator);
                    var below = records.Count(r => r.Role is Role.Denominator or Role.NumeratorAndDenominator);
                    var explained = $"{code} {node} {asOf} {above}/{below}";
                    Assert.Equal(explained, $"{code} {node} {asOf} {await world.RatioAsync(code, node, asOf)}");
                    Assert.Equal(explained, $"{code} {node} {asOf} {await world.RatioAsync(code, node, asOf, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc))}");
                    Assert.Equal(records.Count, records.DistinctBy(r => r.Record).Count());
                }
            }
        }
    }

    private static string Day(Random random, int from) => new DateOnly(from, 1, 1).AddDays(random.Next((2027 - from) * 365)).ToString("yyyy-MM-dd", null);

    private static string Later(Random random, string day) => DateOnly.Parse(day, null).AddDays(1 + random.Next(400)).ToString("yyyy-MM-dd", null);
}
