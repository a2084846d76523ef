using CsCheck;
using Xunit;
using Role = DienBien.Indicators.V1.ExplainedRecord.Types.Role;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>What is explained adds up to the value, and both to what a count of the facts gives.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public async Task ExplanationAddsUpToTheValue() => await Gen.Int[0, int.MaxValue].SampleAsync(CheckAsync, iter: 6, threads: 1);

    private static async Task CheckAsync(int seed)
    {
        var random = new Random(seed);
        using var world = new IndicatorWorld();
        var history = new RandomHistory(world, random);
        for (var step = 0; step < 80; step++)
        {
            history.Step();
            if (random.Next(20) == 0)
            {
                await world.ApplyAsync();
            }
        }

        await world.ApplyAsync();
        foreach (var node in RandomHistory.Nodes)
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
                    var (now, then) = (await world.ValueAsync(code, node, asOf), await world.ValueAsync(code, node, asOf, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
                    Assert.Equal(explained, $"{code} {node} {asOf} {then.Numerator}/{then.Denominator}");
                    Assert.Equal($"{code} {node} {asOf} {now.Completeness}", $"{code} {node} {asOf} {then.Completeness}");
                    Assert.Equal(records.Count, records.DistinctBy(r => r.Record).Count());
                }
            }
        }
    }
}
