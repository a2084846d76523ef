using System.Runtime.Versioning;
using System.Text.Json;
using DienBien.Platform.Local;
using Xunit;

namespace DienBien.Platform.Tests.Identity;

public sealed class DemoCredentialsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("credentials-");

    private string DemoFile => Path.Combine(folder.FullName, "demo-credentials.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_second_start_reads_the_secrets_of_the_first()
    {
        var first = DemoCredentials.Read(folder.FullName);
        first.Write();
        var written = File.GetLastWriteTimeUtc(DemoFile);

        var second = DemoCredentials.Read(folder.FullName);
        second.Write();

        Assert.Equal(first.Clients.Select(c => c.Secret), second.Clients.Select(c => c.Secret));
        Assert.Equal(first.Accounts.Select(a => a.Password), second.Accounts.Select(a => a.Password));
        Assert.All(first.Clients, client => Assert.True(client.ReplaceSecret));
        Assert.All(second.Clients, client => Assert.False(client.ReplaceSecret));
        Assert.Equal(written, File.GetLastWriteTimeUtc(DemoFile));
    }

    [Fact]
    public void Services_are_not_listed_among_the_demo_clients()
    {
        DemoCredentials.Read(folder.FullName).Write();

        using var demo = JsonDocument.Parse(File.ReadAllBytes(DemoFile));
        var clients = demo.RootElement.GetProperty("clients").EnumerateArray().ToArray();

        Assert.Contains(clients, client => client.GetProperty("clientId").GetString() == "it-03316"
            && client.GetProperty("organization").GetString() == "organizations/01890000-0000-7000-8000-000000003316"
            && client.GetProperty("clientSecret").GetString()!.Length == 43);
        Assert.DoesNotContain(clients, client => client.GetProperty("clientId").GetString()!.StartsWith("svc-", StringComparison.Ordinal));
        Assert.Equal(4, demo.RootElement.GetProperty("accounts").GetArrayLength());
        Assert.Contains("svc-indicators", File.ReadAllText(Path.Combine(folder.FullName, "keys", "service-clients.json")), StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Nobody_else_may_read_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        DemoCredentials.Read(folder.FullName).Write();

        string[] files = [DemoFile, Path.Combine(folder.FullName, "keys", "service-clients.json")];

        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }
}
