using System.Diagnostics;
using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Local.Demo;
using DienBien.Platform.Membership.Statistics;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Tests.Gateway;
using Microsoft.Extensions.Logging.Abstractions;

namespace DienBien.Platform.Benchmarks;

/// <summary>
/// Members found by the beginning of a word, the statistics of the province and the deadlines of a commune, by gRPC from the
/// service: on the province's register and on one of the country's size. <c>--data DIR</c> keeps both registers for the next run.
/// </summary>
internal static class RegisterBenchmark
{
    private const int Times = 108;

    private const int Calls = 20;

    private static readonly DateOnly Today = new(2026, 11, 24);

    public static async Task RunAsync(string[] args)
    {
        var kept = args is ["--data", var folder] ? folder : null;
        var data = kept ?? Directory.CreateTempSubdirectory("bench-register-").FullName;
        try
        {
            await using var issuer = await FakeIssuer.StartAsync();
            var (province, country) = (Path.Combine(data, "province"), Path.Combine(data, "country"));
            if (!Directory.Exists(country))
            {
                await FillAsync(issuer, province, country);
            }

            await using var small = await RegisterHost.StartAsync(issuer, province);
            await using var large = await RegisterHost.StartAsync(issuer, country);
            await CompareAsync(small, large);
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(data, recursive: true);
            }
        }
    }

    private static async Task FillAsync(FakeIssuer issuer, string province, string country)
    {
        DemoFiles.Write(Path.Combine(province, "files"), DemoSize.Province, Today);
        await using (var host = await RegisterHost.StartAsync(issuer, province))
        {
            await host.ImportAsync("organizations", Path.Combine(province, "files", "organizations.csv"));
            await host.ImportAsync("members", Path.Combine(province, "files", "members.csv"));
        }

        using (var database = Database.SqliteFile(Path.Combine(province, "membership.db")))
        {
            using var book = new StatisticsBook(database, TimeProvider.System, NullLogger<StatisticsBook>.Instance);
            await book.CatchUpAsync(CancellationToken.None);
        }

        BulkRegister.AddDeadlines(Path.Combine(province, "membership.db"));
        var making = country + ".making";
        Directory.CreateDirectory(making);
        foreach (var file in Directory.GetFiles(province, "*", SearchOption.AllDirectories).Where(file => !file.Contains("files", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(making, Path.GetRelativePath(province, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var start = Stopwatch.GetTimestamp();
        BulkRegister.Multiply(Path.Combine(making, "membership.db"), Times);
        Directory.Move(making, country);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"filled {Times} times the province in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));
    }

    private static async Task CompareAsync(RegisterHost small, RegisterHost large)
    {
        foreach (var (place, code) in (IEnumerable<(string, string)>)[("province", "11"), ("commune", "03316")])
        {
            foreach (var beginning in (IEnumerable<string>)["giang", "lo", "van", "v", "t", "lo van", ""])
            {
                await CompareAsync($"names '{beginning}' of the {place}", code, small, large, async (host, parent) =>
                    await new MemberService.MemberServiceClient(host.Channel).ListMembersAsync(new ListMembersRequest { Parent = parent, Query = beginning, PageSize = 100 }, host.Headers));
            }
        }

        await CompareAsync("statistics of the province", "11", small, large, async (host, parent) =>
            await new StatisticsService.StatisticsServiceClient(host.Channel).GetMemberStatisticsAsync(new GetMemberStatisticsRequest { Parent = parent }, host.Headers));
        foreach (var overdue in (IEnumerable<bool>)[false, true])
        {
            await CompareAsync(overdue ? "overdue deadlines of the commune" : "deadlines of the commune", "03316", small, large, async (host, parent) =>
                await new DeadlineService.DeadlineServiceClient(host.Channel).ListDeadlinesAsync(new ListDeadlinesRequest { Parent = parent, Overdue = overdue, PageSize = 100 }, host.Headers));
        }
    }

    private static async Task CompareAsync(string what, string code, RegisterHost small, RegisterHost large, Func<RegisterHost, string, Task> call)
    {
        var parent = await small.OrganizationAsync(code);
        var (province, country) = await Alternating.RunAsync($"{what}, 50 thousand", () => RepeatAsync(small, parent, call), $"{what}, 5.4 million", () => RepeatAsync(large, parent, call));
        Alternating.Verdict($"{what}, ms", province / Calls, "<= 20");
        Alternating.Verdict($"{what}, country against province", country / province, "<= 2");
    }

    private static async Task RepeatAsync(RegisterHost host, string parent, Func<RegisterHost, string, Task> call)
    {
        for (var i = 0; i < Calls; i++)
        {
            await call(host, parent);
        }
    }
}
