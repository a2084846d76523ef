using System.Buffers;
using Xunit;

namespace DienBien.Platform.Tests.Architecture;

/// <summary>The sizes of all files together.</summary>
public sealed class SizeTests
{
    /// <summary>
    /// Lines of Shared that say something: without comments, blank lines and lone brackets. It is meant to be about 2,500. What is
    /// added takes something else out or says why in the commit that raises the figure.
    /// </summary>
    private const int SharedBudget = 2_720;

    [Fact]
    public void Files_are_short() => Expect.None(Sizes.Complaints([.. Repository.Files.Where(file => file.IsProduct).Select(file => file.Lines.Length)]));

    [Fact]
    public void Long_files_are_found()
    {
        Assert.NotEmpty(Sizes.Complaints([.. Enumerable.Repeat(90, 100)]));
        Assert.NotEmpty(Sizes.Complaints([.. Enumerable.Repeat(40, 90), .. Enumerable.Repeat(200, 10)]));
        Assert.NotEmpty(Sizes.Complaints([.. Enumerable.Repeat(5, 100)]));
    }

    [Fact]
    public void Shared_stays_small()
    {
        var lines = Repository.Files.Where(file => file.Path.StartsWith("services/Shared/", StringComparison.Ordinal) && file.IsCode).Sum(Sizes.CodeLines);
        Assert.True(lines <= SharedBudget, $"Shared has {lines} lines of code.");
        Assert.True(lines > SharedBudget - 150, $"Shared has {lines} lines of code only: lower the budget.");
    }

    [Fact]
    public void Comments_blank_lines_and_lone_brackets_are_no_code() =>
        Assert.Equal(1, Sizes.CodeLines(new SourceFile("services/Planted/Planted.cs", "// Why.\n\n/// <summary>What.</summary>\nvar a = 1; // Here.\n\n}\n")));
}

internal static class Sizes
{
    private static readonly SearchValues<char> Brackets = SearchValues.Create("{}()[];, ");

    public static IEnumerable<string> Complaints(IReadOnlyList<int> lengths)
    {
        var sorted = lengths.Order().ToList();
        var (median, p95) = (sorted[sorted.Count / 2], sorted[sorted.Count * 95 / 100]);
        if (median is < 30 or > 60)
        {
            yield return $"The median is {median} lines: confetti below 30, lumps above 60.";
        }

        if (p95 > 140)
        {
            yield return $"95 % have up to {p95} lines, not 140.";
        }
    }

    public static int CodeLines(SourceFile file) => file.Lines.Count(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && line.AsSpan().ContainsAnyExcept(Brackets));
}
