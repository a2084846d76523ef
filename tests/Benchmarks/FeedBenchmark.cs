using System.Globalization;
using DienBien.Feed.V1;
using DienBien.Platform.Indicators;
using DienBien.Platform.Local;
using DienBien.Platform.Local.Demo;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DienBien.Platform.Benchmarks;

/// <summary>
/// Catches up with the feed of the whole province, beside a reader of the same stream that drops what it reads;
/// then measures how soon a new village head shows in the province's T4.
/// </summary>
internal static class FeedBenchmark
{
    private const string SelectHead = "SELECT position FROM feed_head WHERE id = 1";

    private const string SelectReached = "SELECT COALESCE(MIN(position), 0) FROM feed_cursors";

    public static async Task RunAsync(string[] args)
    {
        var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        var folder = Directory.CreateTempSubdirectory("feed-").FullName;
        try
        {
            await using var platform = await LocalPlatform.StartAsync(new LocalOptions { Data = folder, Http = 0, Grpc = 0, Empty = true }, CancellationToken.None);
            await DemoLoader.ApplyAsync(platform.Membership.Services, DemoSize.Province, CancellationToken.None);
            await platform.CatchUpAsync(CancellationToken.None);
            await CatchUpAsync(platform, folder, runs);
            await HeadChanges.RunAsync(platform, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CatchUpAsync(LocalPlatform platform, string folder, int runs)
    {
        var head = await ReadAsync(platform.Membership, SelectHead);
        // Built before the clock runs; each run needs an empty projection.
        var hosts = new Queue<WebApplication>(Enumerable.Range(0, runs + 1).Select(run => Host(platform, folder, run)));
        var reader = Host(platform, folder, runs + 1);
        // Beside the clock, what the processor spent: on a machine that others use too the clock tells of them as well.
        var (dropping, applying) = (new List<TimeSpan>(), new List<TimeSpan>());
        var (bare, ours) = await Alternating.RunAsync(
            "reader that drops the events", () => SpendAsync(dropping, DropAsync(reader, head)), "Indicators", () => SpendAsync(applying, FollowAsync(hosts.Dequeue(), head)), runs);
        await reader.DisposeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{head} events: dropped {head / bare * 1_000:0} a second, applied {head / ours * 1_000:0} a second"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"processor time, both sides: dropping {head / Used(dropping):0} events a second, applying {head / Used(applying):0}"));
        Alternating.Verdict("applied / dropped", bare / ours, "none");
        Alternating.Verdict("applied, thousands a second", head / ours, ">= 20");
    }

    private static double Used(List<TimeSpan> times) => times.Skip(1).Order().ElementAt((times.Count - 1) / 2).TotalSeconds;

    private static async Task SpendAsync(List<TimeSpan> times, Task work)
    {
        var before = Environment.CpuUsage.TotalTime;
        await work;
        times.Add(Environment.CpuUsage.TotalTime - before);
    }

    private static async Task DropAsync(WebApplication host, long head)
    {
        using var call = host.Services.GetRequiredService<FeedSources>().Client("membership").Subscribe(new SubscribeRequest { MaxBatchSize = int.MaxValue, UntilHead = true });
        var read = 0L;
        await foreach (var batch in call.ResponseStream.ReadAllAsync())
        {
            read += batch.Events.Count;
        }

        if (read != head)
        {
            throw new InvalidOperationException($"{read} events came instead of {head}.");
        }
    }

    private static async Task FollowAsync(WebApplication host, long head)
    {
        var consumer = host.Services.GetServices<IHostedService>().OfType<FeedConsumer>().Single();
        await consumer.StartAsync(CancellationToken.None);
        while (await ReadAsync(host, SelectReached) < head)
        {
            await Task.Delay(10);
        }

        await consumer.StopAsync(CancellationToken.None);
        await host.DisposeAsync();
    }

    private static WebApplication Host(LocalPlatform platform, string folder, int run) => IndicatorsHost.Build([], configuration => configuration.AddInMemoryCollection(
        BenchmarkSettings.Of(platform, folder, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"run-{run}")))));

    private static Task<long> ReadAsync(WebApplication host, string sql) =>
        host.Services.GetRequiredService<Database>().ReadAsync(session => session.SingleAsync<long>(sql), CancellationToken.None);
}
