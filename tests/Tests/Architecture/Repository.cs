namespace DienBien.Platform.Tests.Architecture;

/// <summary>A file of the repository.</summary>
/// <param name="Path">Its path from the root, with slashes.</param>
/// <param name="Text">What it says.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public bool IsProduct => IsCode && !IsTest;

    /// <summary>The numbers of the lines that a pattern is found in.</summary>
    public IEnumerable<string> Hits(System.Text.RegularExpressions.Regex pattern) =>
        Lines.Select((line, i) => (line, i)).Where(l => pattern.IsMatch(l.line)).Select(l => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path}:{l.i + 1}: {l.line.Trim()}"));
}

/// <summary>The files that people write, from the root that holds the solution.</summary>
internal static class Repository
{
    private static readonly string[] Left = ["bin", "obj", "node_modules", ".git", ".local", ".tools", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    private static readonly string[] Binary = [".binpb", ".xlsx", ".png"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files { get; } = [.. Walk(Root).Select(file => new SourceFile(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file)))];

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder).Where(file => !Binary.Contains(Path.GetExtension(file)))
        .Concat(Directory.EnumerateDirectories(folder).Where(name => !Left.Contains(Path.GetFileName(name))).SelectMany(Walk));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DienBien.Platform.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }
}
