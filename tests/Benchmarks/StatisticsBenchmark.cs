using System.Diagnostics;
using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Local.Demo;
using DienBien.Platform.Membership.Statistics;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Tests.Gateway;
using Microsoft.Extensions.Logging.Abstractions;

namespace DienBien.Platform.Benchmarks;

/// <summary>
/// The statistics of the province and of a commune in the service, all figures at once, against one figure grouped
/// straight from the register. The argument is the size of the demo data.
/// </summary>
internal static class StatisticsBenchmark
{
    private const int Calls = 20;

    private const string GroupBySex = """
        SELECT COUNT(*) FROM organizations o JOIN memberships s ON s.organization_id = o.id JOIN members m ON m.id = s.member_id
        WHERE {scope o.path} AND s.superseded_at IS NULL AND s.valid_from <= @day AND (s.valid_to IS NULL OR s.valid_to > @day) GROUP BY m.sex
        """;

    private const string SelectPath = "SELECT o.path FROM organizations o WHERE o.code = @code";

    private static readonly DateOnly Today = new(2026, 11, 24);

    public static async Task RunAsync(string[] args)
    {
        var size = args is [var name, ..] ? Enum.Parse<DemoSize>(name, ignoreCase: true) : DemoSize.Province;
        var folder = Directory.CreateTempSubdirectory("bench-statistics-").FullName;
        try
        {
            DemoFiles.Write(Path.Combine(folder, "files"), size, Today);
            await using (var issuer = await FakeIssuer.StartAsync())
            await using (var host = await RegisterHost.StartAsync(issuer, folder))
            {
                await host.ImportAsync("organizations", Path.Combine(folder, "files", "organizations.csv"));
                await host.ImportAsync("members", Path.Combine(folder, "files", "members.csv"));
            }

            using var database = Database.SqliteFile(Path.Combine(folder, "membership.db"));
            await MeasureAsync(database);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(Database database)
    {
        using var book = new StatisticsBook(database, TimeProvider.System, NullLogger<StatisticsBook>.Instance);
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await book.CatchUpAsync(CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"catching up with the whole feed {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, processor {(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds:0} ms"));
        foreach (var (name, code, target) in (IEnumerable<(string, string, string)>)[("province", "11", "<= 20"), ("commune", "03316", "<= 20")])
        {
            var path = await database.ReadAsync(session => session.SingleAsync<string>(SelectPath, new { code }), CancellationToken.None);
            var scope = new Scope([PathRange.Of(path)]);
            var (_, structure) = await Alternating.RunAsync(
                $"{name}, one figure grouped", () => RepeatAsync(database, session => session.QueryAsync<long>(GroupBySex, new { day = Today }, scope)),
                $"{name}, structure", () => RepeatAsync(database, session => FigureReader.ReadAsync(session, scope, Basis.Original, Today)));
            Alternating.Verdict($"structure of the {name}, ms", structure / Calls, target);
            var (_, balance) = await Alternating.RunAsync(
                $"{name}, structure", () => RepeatAsync(database, session => FigureReader.ReadAsync(session, scope, Basis.Original, Today)),
                $"{name}, balance", () => RepeatAsync(database, session => FigureReader.ReadAsync(session, scope, Basis.Original, new DateOnly(2025, 12, 31), Today)));
            Alternating.Verdict($"balance of the {name}, ms", balance / Calls, target);
        }
    }

    private static async Task RepeatAsync<T>(Database database, Func<Session, Task<T>> read)
    {
        for (var call = 0; call < Calls; call++)
        {
            await database.SnapshotAsync(read, CancellationToken.None);
        }
    }
}
