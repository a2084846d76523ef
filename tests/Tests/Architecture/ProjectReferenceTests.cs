using System.Text.RegularExpressions;
using Xunit;

namespace DienBien.Platform.Tests.Architecture;

/// <summary>Which project may know which.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["protos"] = [],
        ["services/Shared"] = ["protos"],
        ["services/*"] = ["services/Shared"],
        ["gateway/*"] = ["services/Shared"],
        ["deploy/Local"] = ["services/*", "gateway/*"],
        ["tests/*"] = ["deploy/Local"],
    };

    [Fact]
    public void Projects_know_only_what_lies_below_them()
    {
        var projects = Repository.Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal)).ToList();
        Assert.True(projects.Count >= 10);
        Expect.None(projects.SelectMany(Forbidden));
    }

    [Theory]
    [InlineData("services/Meetings", "../Membership")]
    [InlineData("services/Shared", "../Membership")]
    [InlineData("gateway/Gateway", "../../services/Membership")]
    [InlineData("gateway/Gateway", "../Identity")]
    [InlineData("services/Membership", "../../gateway/Gateway")]
    [InlineData("protos", "../services/Shared")]
    public void A_reference_upwards_or_sideways_is_found(string project, string to) =>
        Assert.NotEmpty(Forbidden(new SourceFile($"{project}/Planted.csproj", $"<Project" + $"Reference Include=\"{to}/Planted.csproj\" />")));

    private static IEnumerable<string> Forbidden(SourceFile project)
    {
        var folder = Path.GetDirectoryName(project.Path)!;
        var allowed = Allowed.First(entry => Matches(entry.Key, folder)).Value;
        return Regex.Matches(project.Text, @"<ProjectReference Include=""([^""]+)""")
            .Select(match => Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, Path.GetDirectoryName(match.Groups[1].Value)!))))
            .Where(target => !allowed.Any(pattern => Matches(pattern, target)) || target == folder)
            .Select(target => $"{folder} references {target}");
    }

    private static bool Matches(string pattern, string folder) =>
        pattern == folder || (pattern.EndsWith("/*", StringComparison.Ordinal) && folder.StartsWith(pattern[..^1], StringComparison.Ordinal) && (pattern != "services/*" || folder != "services/Shared"));
}
