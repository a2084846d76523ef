using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using DienBien.Platform.Shared.Data;
using Xunit;
using static DienBien.Platform.Tests.Indicators.IndicatorWorld;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>No question of a reader walks through a whole table: each plan seeks in an index.</summary>
public sealed partial class PlanTests
{
    [Fact]
    public async Task ReadersSeek()
    {
        using var world = new IndicatorWorld();
        world.Organization(1, 11, Kind.Commune, "2025-07-01");
        world.Organization(2, 1, Kind.Cell, "2010-01-01");
        for (var number = 0; number < 9; number++)
        {
            world.Member(100 + number, 2, "2026-02-01");
            world.Village(200 + number, 1, [Head(100 + number, "2022-01-01")], [Cell(2, true, "2010-01-01")]);
        }

        await world.ApplyAsync();
        var executed = new ConcurrentBag<string>();
        var before = Session.Observer;
        Session.Observer = sql =>
        {
            executed.Add(sql);
            before?.Invoke(sql);
        };
        try
        {
            foreach (var node in (int[])[11, 1, 2])
            {
                foreach (var code in (string[])["T4", "T5", "T6"])
                {
                    Assert.Equal(9, (await world.ExplainAsync(code, node, "2026-06-01", 2)).Count);
                    await world.ValueAsync(code, node, "2026-06-01", DateTime.UnixEpoch.AddYears(60));
                }
            }
        }
        finally
        {
            Session.Observer = before;
        }

        var questions = executed.Distinct().Where(sql => Ours().IsMatch(sql)).ToList();
        Assert.True(questions.Count >= 12, $"{questions.Count} questions");
        foreach (var sql in questions)
        {
            Assert.DoesNotContain(await world.PlanAsync(sql), step => TableScan().IsMatch(step));
        }
    }

    [GeneratedRegex(@"FROM (nodes|members|villages|village_heads|village_cells|counters_day|counters_year)\b|JOIN counters_")]
    private static partial Regex Ours();

    [GeneratedRegex("^SCAN (?!json_each|CONSTANT)")]
    private static partial Regex TableScan();
}
