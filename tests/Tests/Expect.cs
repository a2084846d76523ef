using Xunit;

namespace DienBien.Platform.Tests;

/// <summary>Assertions about lists of findings, which a failure shows in full.</summary>
internal static class Expect
{
    public static void None(IEnumerable<string> findings)
    {
        var list = findings.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, $"{list.Count} found:\n{string.Join('\n', list)}");
    }
}
