using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Xunit;
using static DienBien.Platform.Tests.EndToEnd.LocalPlatformFixture;

namespace DienBien.Platform.Tests.EndToEnd;

/// <summary>A decision of the province on a target reaches the indicators through the feed.</summary>
[Collection(SharedPlatform.Name)]
public sealed class PolicyDecisionTests(LocalPlatformFixture platform)
{
    [Fact]
    public async Task A_target_that_the_province_decided_is_the_one_compared_with()
    {
        using var content = new StringContent(
            """{"policy":"resolution-07","decision":"62-QĐ/TU","validFrom":"2062-01-01","parameters":[{"name":"t4Target","value":"\"50/100\""}]}""", new MediaTypeHeaderValue("application/json"));
        var (status, decided) = await platform.SendAsync("board-province", HttpMethod.Post, $"/v1/{Province}/policyDecisions", content);
        Assert.True(status == 200, decided.ToString());
        var value = await platform.ValueAsync("board-province", Province, "T4", "2062-05-01", found => Target(found) == "50");
        Assert.Equal(("50", "07-NQ/TU+62-QĐ/TU"), (Target(value), (string?)value["target"]!["policyVersion"]));
        Assert.Equal("90", Target(await platform.ValueAsync("board-province", Province, "T4", "2061-12-31", _ => true)));
    }

    private static string? Target(JsonNode value) => (string?)value["target"]!["numerator"];
}
