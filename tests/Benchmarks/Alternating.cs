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
        var (a, b) = (new List<double>(), new List<double>());
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
        return (Median(a), Median(b));
    }

    /// <summary>The measured ratio beside the one that is asked for.</summary>
    public static void Verdict(string what, double ratio, string target) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {ratio:0.00} (target {target})"));

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static void Print(string name, List<double> times) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40} median {Median(times):0.0} ms, min {times.Min():0.0}, max {times.Max():0.0}"));
}
