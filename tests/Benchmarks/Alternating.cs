using System.Diagnostics;
using System.Globalization;

namespace DienBien.Platform.Benchmarks;

/// <summary>
/// Times two ways of doing the same work in turn, so that what else the machine does meets both alike, and prints the medians
/// and their ratio.
/// </summary>
internal static class Alternating
{
    /// <summary>Each action does one run's whole work; the first run of each is a warm-up and is not counted.</summary>
    public static async Task<(double Baseline, double Ours)> RunAsync(string baselineName, Func<Task> baseline, string oursName, Func<Task> ours, int runs = 5)
    {
        var (a, b) = (new List<Cost>(), new List<Cost>());
        for (var run = 0; run <= runs; run++)
        {
            var (first, second) = (await TimeAsync(baseline), await TimeAsync(ours));
            if (run > 0)
            {
                a.Add(first);
                b.Add(second);
            }
        }

        Print(baselineName, a);
        Print(oursName, b);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"processor time, {oursName} / {baselineName}: {Median(b, c => c.Processor) / Median(a, c => c.Processor):0.00}"));
        return (Median(a, c => c.Wall), Median(b, c => c.Wall));
    }

    /// <summary>The measured ratio beside the one that is asked for.</summary>
    public static void Verdict(string what, double ratio, string target) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {ratio:0.00} (target {target})"));

    private static async Task<Cost> TimeAsync(Func<Task> work)
    {
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await work();
        return new Cost(Stopwatch.GetElapsedTime(start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
    }

    private static double Median(List<Cost> costs, Func<Cost, double> of) => costs.Select(of).Order().ElementAt(costs.Count / 2);

    private static void Print(string name, List<Cost> costs) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name,-40} median {Median(costs, c => c.Wall):0.0} ms, min {costs.Min(c => c.Wall):0.0}, max {costs.Max(c => c.Wall):0.0}; processor {Median(costs, c => c.Processor):0.0} ms"));

    /// <summary>What a run took, ms. The processor's time is this process's alone, so it stays true on a busy machine.</summary>
    private readonly record struct Cost(double Wall, double Processor);
}
