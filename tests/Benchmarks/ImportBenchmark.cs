using System.Diagnostics;
using System.Globalization;
using DienBien.Platform.Local.Demo;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Tests.Gateway;

namespace DienBien.Platform.Benchmarks;

/// <summary>
/// 50,000 members through the HTTP import, against a loop with one prepared statement that fills the same table with
/// its indexes, 1,000 rows a commit, durable, without validation, encryption, words, feed and audit.
/// </summary>
internal static class ImportBenchmark
{
    private const int Runs = 3;

    public static async Task RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("bench-import-").FullName;
        try
        {
            await RunAsync(folder, args is [var runs, ..] ? int.Parse(runs, CultureInfo.InvariantCulture) : Runs);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string folder, int runs)
    {
        var (files, template) = (Path.Combine(folder, "files"), Path.Combine(folder, "template"));
        DemoFiles.Write(files, DemoSize.Province, new DateOnly(2026, 11, 24));
        await using var issuer = await FakeIssuer.StartAsync();
        await using (var host = await RegisterHost.StartAsync(issuer, template))
        {
            await host.ImportAsync("organizations", Path.Combine(files, "organizations.csv"));
        }

        var rows = PreparedLoop.Rows(Path.Combine(template, "membership.db"), DemoData.Generate(DemoSize.Province, new DateOnly(2026, 11, 24)).Members);
        var (loop, import) = (new List<double>(), new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            loop.Add(await LoopAsync(folder, template, rows, run));
            import.Add(await ImportAsync(folder, template, files, issuer, run, rows.Count));
        }

        var (baseline, ours) = (Median(loop[1..]), Median(import[1..]));
        Alternating.Verdict($"import of {rows.Count} members, seconds", ours / 1_000, "<= 15");
        Alternating.Verdict("import against a prepared loop", ours / baseline, "<= 8");
    }

    private static async Task<double> LoopAsync(string folder, string template, List<MemberRow> rows, int run)
    {
        var copy = Copy(template, Path.Combine(folder, $"loop-{run}"));
        var time = await TimeAsync("loop", run, () => PreparedLoop.FillAsync(Path.Combine(copy, "membership.db"), rows));
        Directory.Delete(copy, recursive: true);
        return time;
    }

    private static async Task<double> ImportAsync(string folder, string template, string files, FakeIssuer issuer, int run, int expected)
    {
        var copy = Copy(template, Path.Combine(folder, $"import-{run}"));
        double time;
        await using (var host = await RegisterHost.StartAsync(issuer, copy))
        {
            var accepted = 0;
            time = await TimeAsync("import", run, async () => accepted = await host.ImportAsync("members", Path.Combine(files, "members.csv")));
            if (accepted != expected)
            {
                throw new InvalidOperationException($"{accepted} of {expected} rows were accepted.");
            }
        }

        Directory.Delete(copy, recursive: true);
        return time;
    }

    /// <summary>Prints processor time as well: on a machine that does other things the clock says little.</summary>
    private static async Task<double> TimeAsync(string name, int run, Func<Task> work)
    {
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await work();
        var (time, used) = (Stopwatch.GetElapsedTime(start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run} {name,-6} {time,8:0} ms, processor {used,8:0} ms{(run == 0 ? " (not counted)" : "")}"));
        return time;
    }

    private static string Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return to;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
