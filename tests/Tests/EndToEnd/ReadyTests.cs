using Xunit;

namespace DienBien.Platform.Tests.EndToEnd;

/// <summary>What the platform promises when it says that it is ready.</summary>
public sealed class ReadyTests
{
    [Fact]
    public async Task Whoever_asks_at_once_finds_the_whole_tree_in_every_service()
    {
        var platform = new LocalPlatformFixture();
        await platform.InitializeAsync();
        await using (platform)
        {
            var (status, body) = await platform.GetAsync("viewer-province", $"/v1/{LocalPlatformFixture.Province}/indicatorValues");
            Assert.Equal(200, status);
            Assert.All(body["indicatorValues"]!.AsArray(), value => Assert.Equal("45", (string?)value!["completeness"]!["expected"]));
        }
    }
}
