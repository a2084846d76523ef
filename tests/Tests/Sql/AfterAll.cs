using Xunit;

namespace DienBien.Platform.Tests.Sql;

/// <summary>
/// Tests about everything that the suite did. A collection that runs alone runs after those that run in parallel;
/// when only a part of the suite was asked for, what was left out is not held against it.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AfterAll
{
    public const string Name = "After all others";

    /// <summary>True if the whole suite ran before.</summary>
    public static bool WholeSuite { get; } = !Environment.GetCommandLineArgs().Any(argument => Selections.Any(option => argument.StartsWith(option, StringComparison.Ordinal)));

    private static string[] Selections => ["--filter", "-filter", "-class", "-namespace", "-method", "-trait", "-id"];
}
