using System.Globalization;
using Xunit;

namespace DienBien.Platform.Tests.Faults;

/// <summary>The moments at which processes are killed: other ones in each run, the same again under <c>FAULT_SEED</c>.</summary>
internal static class Moments
{
    public static Random Random(ITestOutputHelper output)
    {
        var seed = Environment.GetEnvironmentVariable("FAULT_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : System.Random.Shared.Next();
        output.WriteLine($"FAULT_SEED={seed}");
        return new Random(seed);
    }
}
