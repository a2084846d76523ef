using Xunit;

namespace DienBien.Platform.Tests.Architecture;

public sealed class FileRuleTests
{
    public static TheoryData<string> Names => [.. FileRules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_repository_keeps_the_rule(string name)
    {
        Assert.True(Repository.Files.Count > 200, "The walk found too little.");
        Expect.None(Repository.Files.SelectMany(Rule(name).Find));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_breaks_the_rule_is_found(string name) => Assert.NotEmpty(Rule(name).Find(Rule(name).Planted));

    private static FileRule Rule(string name) => FileRules.All.Single(rule => rule.Name == name);
}
