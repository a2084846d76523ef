using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DienBien.Platform.Local;
using DienBien.Platform.Local.Demo;

namespace DienBien.Platform.Benchmarks;

/// <summary>Replaces village heads who are members by others who are not, through the gateway, and waits for the province's T4 to fall.</summary>
internal static class HeadChanges
{
    private const int Changes = 20;

    private const string Province = "/v1/organizations/01890000-0000-7000-8000-000000000011";

    public static async Task RunAsync(LocalPlatform platform, string folder)
    {
        using var http = new HttpClient { BaseAddress = new Uri(platform.Http) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await BenchmarkSettings.TokenAsync(platform, folder, "it-province"));
        var today = TimeProvider.System.GetUtcNow().AddHours(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var villages = DemoData.Generate(DemoSize.Province, DateOnly.ParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture)).Villages
            .Where(v => v.HeadMemberNumber.Length > 0).Take(Changes + 1).ToList();
        var (count, times) = (await MembersAsync(http), new List<double>());
        foreach (var village in villages)
        {
            var changed = village with { HeadName = "Quàng Văn Mới", HeadMemberNumber = "", HeadSince = today };
            var start = Stopwatch.GetTimestamp();
            using var file = new StringContent($"{VillageLine.Header}\n{string.Join(',', DemoFiles.Fields(changed))}\n", Encoding.UTF8, "text/csv");
            using var response = await http.PostAsync(new Uri($"{Province}/villages:import", UriKind.Relative), file);
            response.EnsureSuccessStatusCode();
            var before = count;
            while ((count = await MembersAsync(http)) == before)
            {
                if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(30))
                {
                    throw new TimeoutException($"A new head of {village.Code} does not show: {await response.Content.ReadAsStringAsync()}");
                }
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        // The first change warms both services up.
        var counted = times.Skip(1).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a head's change in the province's T4: median {counted[counted.Count / 2]:0} ms, max {counted[^1]:0} ms of {counted.Count} (target <= 1000)"));
    }

    private static async Task<long> MembersAsync(HttpClient http)
    {
        var value = JsonNode.Parse(await http.GetStringAsync(new Uri($"{Province}/indicatorValues/T4", UriKind.Relative)))!;
        return long.Parse((string?)value["numerator"] ?? "0", CultureInfo.InvariantCulture);
    }
}
