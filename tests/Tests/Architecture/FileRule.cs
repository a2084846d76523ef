using System.Text.RegularExpressions;

namespace DienBien.Platform.Tests.Architecture;

/// <summary>A rule about single files, with a file that breaks it.</summary>
/// <param name="Name">What the rule says.</param>
/// <param name="Find">What breaks it in a file.</param>
/// <param name="Planted">A file that breaks it, put together when the test runs.</param>
internal sealed record FileRule(string Name, Func<SourceFile, IEnumerable<string>> Find, SourceFile Planted)
{
    public override string ToString() => Name;

    /// <summary>A rule that a pattern must not be found in some files.</summary>
    public static FileRule Never(string name, Func<SourceFile, bool> where, string pattern, string planted, string plantedAt = "services/Planted/Planted.cs", RegexOptions options = RegexOptions.None)
    {
        var regex = new Regex(pattern, options);
        return new FileRule(name, file => where(file) ? file.Hits(regex) : [], new SourceFile(plantedAt, $"// A line.\n{planted}\n"));
    }
}
