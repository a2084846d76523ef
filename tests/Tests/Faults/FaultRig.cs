using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DienBien.Platform.Local;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Tests.Identity;
using Xunit;

namespace DienBien.Platform.Tests.Faults;

/// <summary>Membership and Indicators as processes of their own over one data directory; Identity is in the test's process.</summary>
public sealed class FaultRig : IAsyncLifetime
{
    private const string SelectHead = "SELECT position FROM feed_head WHERE id = 1";

    private const string SelectCursor = "SELECT COALESCE(MAX(position), 0) FROM feed_cursors";

    private readonly string folder = Directory.CreateTempSubdirectory("faults-").FullName;

    private readonly List<RegisterFile> files = [];

    private IdentityServer identity = null!;

    internal ServiceProcess Membership { get; private set; } = null!;

    internal ServiceProcess Indicators { get; private set; } = null!;

    /// <summary>The services' databases, read behind their backs.</summary>
    internal Database Register { get; private set; } = null!;

    internal Database Facts { get; private set; } = null!;

    internal string Token { get; private set; } = "";

    /// <summary>The files that are wholly in the register.</summary>
    internal IReadOnlyList<RegisterFile> Files => files;

    internal string Uploads => Path.Combine(folder, "uploads");

    public async ValueTask InitializeAsync()
    {
        identity = await IdentityServer.StartAsync();
        Token = await identity.TokenAsync("it-province");
        var port = FreePorts.Pick(0);
        (string, string)[] common =
        [
            ("Identity:Issuer", IdentityServer.Issuer),
            ("Identity:Metadata", new Uri(identity.Address, ".well-known/openid-configuration").AbsoluteUri),
            ("Identity:Token", new Uri(identity.Address, "connect/token").AbsoluteUri),
            ("Identity:ClientSecret", IdentityServer.Secret),
        ];
        Membership = new ServiceProcess("Membership", port, folder, common);
        Indicators = new ServiceProcess("Indicators", FreePorts.Pick(0), folder, [.. common, ("Feeds:membership", Membership.Address), ("Feeds:LeaseSeconds", "1")]);
        Register = Database.SqliteFile(Path.Combine(folder, "membership.db"));
        Facts = Database.SqliteFile(Path.Combine(folder, "indicators.db"));
        await Membership.StartAsync();
        await ImportAsync("organizations", RegisterFile.Organizations);
        await Indicators.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Indicators.DisposeAsync();
        await Membership.DisposeAsync();
        await identity.DisposeAsync();
        Register.Dispose();
        Facts.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    internal static StringContent Csv(string text) => new(text, Encoding.UTF8, "text/csv");

    internal static string ImportPath(string collection) => $"/v1/organizations/{IdentityServer.Province}/{collection}:import";

    internal RegisterFile NewFile(int members) => new(files.Count, members);

    internal async Task<(int Accepted, int Unchanged, int Rejected)> ImportAsync(string collection, string csv)
    {
        using var client = Membership.Client(Token);
        using var content = Csv(csv);
        using var answer = await client.PostAsync(new Uri(ImportPath(collection), UriKind.Relative), content);
        var summary = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return ((int)summary["accepted"]!, (int)summary["unchanged"]!, (int)summary["rejected"]!);
    }

    /// <summary>Brings what a file still lacks into the register, its villages too.</summary>
    internal async Task<(int Accepted, int Unchanged, int Rejected)> CompleteAsync(RegisterFile file)
    {
        var members = await ImportAsync("members", file.MembersCsv());
        Assert.Equal((file.Villages.Count, 0, 0), await ImportAsync("villages", file.VillagesCsv()));
        files.Add(file);
        return members;
    }

    internal Task<long> HeadAsync() => Register.NumberAsync(SelectHead);

    internal Task<long> CursorAsync() => Facts.NumberAsync(SelectCursor);

    /// <summary>Waits until Indicators has applied everything.</summary>
    internal async Task CatchUpAsync()
    {
        for (var (attempt, head) = (0, await HeadAsync()); await CursorAsync() is var cursor && cursor < head; attempt++)
        {
            Assert.True(attempt < 3_000, $"Stuck at {cursor} of {head}: {Indicators.Output}");
            await Task.Delay(20);
        }
    }

    /// <summary>Numerator and denominator of an indicator as the service answers.</summary>
    internal async Task<(long Numerator, long Denominator)> ValueAsync(string code, int node, string asOf = "2026-11-24")
    {
        using var client = Indicators.Client(Token);
        var path = string.Create(CultureInfo.InvariantCulture, $"/v1/organizations/01890000-0000-7000-8000-{node:D12}/indicatorValues/{code}?asOf={asOf}");
        var value = JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)))!;
        return (long.Parse((string)value["numerator"]!, CultureInfo.InvariantCulture), long.Parse((string)value["denominator"]!, CultureInfo.InvariantCulture));
    }
}
