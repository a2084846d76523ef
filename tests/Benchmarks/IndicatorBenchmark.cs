using System.Globalization;
using DienBien.Indicators.V1;
using DienBien.Platform.Indicators;
using DienBien.Platform.Local;
using DienBien.Platform.Shared.Data;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DienBien.Platform.Benchmarks;

/// <summary>The province's board at 50 thousand members beside one a hundred times as large; then the first page of an explanation beside the thousandth.</summary>
internal static class IndicatorBenchmark
{
    private const string Province = "organizations/01890000-0000-7000-8000-000000000011";

    private const int Calls = 100;

    private const int Runs = 5;

    private const int Times = 100;

    /// <summary>Takes <c>--data DIR</c> to keep the large database for the next time.</summary>
    public static async Task RunAsync(string[] args)
    {
        var temporary = Directory.CreateTempSubdirectory("indicator-").FullName;
        var kept = args is ["--data", var given] ? Path.GetFullPath(given) : temporary;
        try
        {
            await using var platform = await LocalPlatform.StartAsync(new LocalOptions { Data = Path.Combine(temporary, "platform"), Http = 0, Grpc = 0, Empty = true }, CancellationToken.None);
            await using var small = await StartAsync(platform, temporary, Path.Combine(temporary, "small"), 1);
            await using var large = await StartAsync(platform, temporary, Path.Combine(kept, "large"), Times);
            var (one, other) = (await ClientAsync(platform, temporary, small), await ClientAsync(platform, temporary, large));
            await CheckAsync(one);
            await CompareAsync("today", one, other, "");
            await CompareAsync("historical", one, other, "2019-06-30");
            await DeepPagesAsync(other);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>Call by call in turn; a run's time is the median of its calls, so that a pause of the machine does not decide.</summary>
    private static async Task CompareAsync(string what, IndicatorService.IndicatorServiceClient small, IndicatorService.IndicatorServiceClient large, string asOf)
    {
        var (one, other) = (new List<double>(), new List<double>());
        for (var run = 0; run <= Runs; run++)
        {
            var (ones, others) = (new List<double>(), new List<double>());
            for (var call = 0; call < Calls; call++)
            {
                ones.Add(await TimeAsync(small, asOf));
                others.Add(await TimeAsync(large, asOf));
            }

            // The first run warms up.
            if (run > 0)
            {
                one.Add(Median(ones));
                other.Add(Median(others));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}, medians of {Runs} runs of {Calls} boards: {string.Join(" ", one.Zip(other).Select(r => $"{r.First:0.00}/{r.Second:0.00}"))} ms"));
        Alternating.Verdict($"{what}: 5 million / 50 thousand members", Median(other) / Median(one), "0.80 to 1.20");
        Alternating.Verdict($"{what}: ms a board, 50 thousand members", Median(one), "<= 5");
        Alternating.Verdict($"{what}: ms a board, 5 million members", Median(other), "<= 5");
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<double> TimeAsync(IndicatorService.IndicatorServiceClient client, string asOf)
    {
        var start = TimeProvider.System.GetTimestamp();
        await client.ListIndicatorValuesAsync(new ListIndicatorValuesRequest { Parent = Province, AsOf = asOf });
        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task DeepPagesAsync(IndicatorService.IndicatorServiceClient client)
    {
        var token = "";
        for (var page = 0; page < 100; page++)
        {
            token = (await ExplainAsync(client, token, 1_000)).NextPageToken;
        }

        var (first, deep) = await Alternating.RunAsync("page 1 of T6's members", () => ExplainAsync(client, "", 100), "page 1,001 of T6's members", () => ExplainAsync(client, token, 100));
        Alternating.Verdict("page 1,001 / page 1", deep / first, "about 1");
    }

    private static async Task<ExplainIndicatorValueResponse> ExplainAsync(IndicatorService.IndicatorServiceClient client, string token, int size) =>
        await client.ExplainIndicatorValueAsync(new ExplainIndicatorValueRequest { Name = Province + "/indicatorValues/T6", PageToken = token, PageSize = size });

    /// <summary>What was loaded must be what the projection would have written: a count of the records, as for a past moment, says the same.</summary>
    private static async Task CheckAsync(IndicatorService.IndicatorServiceClient client)
    {
        var now = await client.ListIndicatorValuesAsync(new ListIndicatorValuesRequest { Parent = Province });
        var counted = await client.ListIndicatorValuesAsync(new ListIndicatorValuesRequest { Parent = Province, KnownAt = Timestamp.FromDateTime(DateTime.SpecifyKind(new DateTime(2030, 1, 1), DateTimeKind.Utc)) });
        foreach (var (kept, recount) in now.IndicatorValues.Zip(counted.IndicatorValues))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kept.Indicator}: {kept.Numerator}/{kept.Denominator}, {kept.Completeness.Reported} of {kept.Completeness.Expected} communes"));
            if (!(kept.Numerator, kept.Denominator, kept.Completeness).Equals((recount.Numerator, recount.Denominator, recount.Completeness)))
            {
                throw new InvalidOperationException($"The counters say {kept}, the records {recount}.");
            }
        }
    }

    private static async Task<WebApplication> StartAsync(LocalPlatform platform, string folder, string data, int times)
    {
        var start = TimeProvider.System.GetTimestamp();
        var head = await platform.Membership.Services.GetRequiredService<Database>().ReadAsync(session => session.SingleAsync<long>("SELECT position FROM feed_head WHERE id = 1"), CancellationToken.None);
        await BulkIndicators.FillAsync(data, times, head);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{BulkIndicators.Members * times} members are there after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s"));
        var host = IndicatorsHost.Build([], configuration => configuration.AddInMemoryCollection(BenchmarkSettings.Of(platform, Path.Combine(folder, "platform"), data)));
        await host.StartAsync();
        return host;
    }

    private static async Task<IndicatorService.IndicatorServiceClient> ClientAsync(LocalPlatform platform, string folder, WebApplication host)
    {
        var token = await BenchmarkSettings.TokenAsync(platform, Path.Combine(folder, "platform"), "viewer-province");
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            UnsafeUseInsecureChannelCallCredentials = true,
            Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, CallCredentials.FromInterceptor((_, metadata) =>
            {
                metadata.Add("Authorization", "Bearer " + token);
                return Task.CompletedTask;
            })),
        });
        return new IndicatorService.IndicatorServiceClient(channel);
    }
}
