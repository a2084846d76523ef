using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using DienBien.Platform.Identity.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace DienBien.Platform.Tests.Identity;

public sealed partial class StorageTests
{
    [Fact]
    public async Task Nothing_secret_stands_in_the_database()
    {
        await using var identity = await IdentityServer.StartAsync();
        var token = await identity.TokenAsync("it-province");

        var files = Directory.GetFiles(identity.Folder, "identity.db*");

        Assert.NotEmpty(files);
        var content = string.Concat(files.Select(file => Encoding.Latin1.GetString(Shared(file))));
        Assert.Contains("it-province", content, StringComparison.Ordinal);
        Assert.DoesNotContain(IdentityServer.Secret, content, StringComparison.Ordinal);
        Assert.DoesNotContain(IdentityServer.Password, content, StringComparison.Ordinal);
        Assert.DoesNotContain(token[(token.LastIndexOf('.') + 1)..], content, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Nobody_else_may_read_the_keys()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var identity = await IdentityServer.StartAsync();
        var folder = Path.Combine(identity.Folder, "keys", "identity");

        Assert.All(Directory.GetFiles(folder, "*.key"), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("SqlServer")]
    public void The_migration_makes_what_the_model_says(string provider)
    {
        var options = new DbContextOptionsBuilder<IdentityDatabase>();
        _ = provider == "Sqlite" ? options.UseSqlite("Data Source=none") : options.UseSqlServer("Server=none");
        using var database = new IdentityDatabase(options.Options);
        using var file = new StreamReader(typeof(IdentityDatabase).Assembly
            .GetManifestResourceStream($"DienBien.Platform.Identity.Migrations.{provider}.0001_identity.sql")!);

        Assert.Equal(Statements(database.Database.GenerateCreateScript()), Statements(file.ReadToEnd()));
    }

    private static string[] Statements(string sql) => [.. SeparatorOrComment().Replace(sql, "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(statement => Space().Replace(statement, " "))];

    // SQLite holds the file open.
    private static byte[] Shared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    [GeneratedRegex(@"^(GO|--.*)\r?$", RegexOptions.Multiline)]
    private static partial Regex SeparatorOrComment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
