using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Xunit;

namespace DienBien.Platform.Tests.EndToEnd;

/// <summary>Changes of single organisations and villages, through the gateway, until the number follows.</summary>
[Collection(SharedPlatform.Name)]
public sealed class RegisterChangesTests(LocalPlatformFixture platform)
{
    // Communes that no other class of the collection writes to.
    private const string SinThau = "organizations/01890000-0000-7000-8000-000000003158";

    private const string MuongNhe = "organizations/01890000-0000-7000-8000-000000003160";

    [Fact]
    public async Task A_village_gets_a_cell_of_its_own_and_loses_it_with_the_cell()
    {
        var cell = await SendAsync($"/v1/{SinThau}/organizations", """{"code":"RC-C1","kind":"CELL","sector":"VILLAGE","displayName":"Chi bộ bản Tả Kố Khừ","establishedOn":"2019-01-01"}""");
        var village = await SendAsync($"/v1/{SinThau}/villages", """{"code":"RC-V1","kind":"HAMLET","displayName":"Bản Tả Kố Khừ"}""");
        await ExpectAsync("2025-12-01", "0/1");

        // A joint cell does not count; the village's own does, from its day on.
        await SendAsync($"/v1/{village}:linkCell", $$"""{"cell":{"organization":"{{cell}}","since":"2025-08-01"} }""");
        await ExpectAsync("2025-12-01", "0/1");
        await SendAsync($"/v1/{village}:linkCell", $$"""{"cell":{"organization":"{{cell}}","independent":true,"since":"2025-09-01"} }""");
        await ExpectAsync("2025-12-01", "1/1");
        await ExpectAsync("2025-08-31", "0/1");
        Assert.Equal("OWN_CELL", await ReasonAsync("2025-12-01"));

        await SendAsync($"/v1/{cell}:dissolve", """{"dissolvedOn":"2025-11-01"}""");
        await ExpectAsync("2025-12-01", "0/1");
        await ExpectAsync("2025-11-01", "0/1");
        await ExpectAsync("2025-10-31", "1/1");
        await ExpectAsync("2025-08-31", "0/1");
        Assert.Equal("NO_CELL", await ReasonAsync("2025-12-01"));
        Assert.Equal("OWN_CELL", await ReasonAsync("2025-10-31"));
    }

    [Fact]
    public async Task A_head_who_leaves_is_no_longer_counted()
    {
        var village = await SendAsync($"/v1/{MuongNhe}/villages", """{"code":"RC-V2","kind":"HAMLET","displayName":"Bản Nậm Pố","head":{"displayName":"Lò Văn Thử","since":"2025-08-01"}}""");
        await ExpectAsync("2025-12-01", "0/1", "T4", MuongNhe);
        await SendAsync($"/v1/{village}:appointHead", """{"head":{"displayName":"Lò Văn Thử","since":"2025-08-01","until":"2025-09-30"}}""");
        await ExpectAsync("2025-12-01", "0/0", "T4", MuongNhe);
        await ExpectAsync("2025-09-30", "0/1", "T4", MuongNhe);
    }

    /// <summary>Posts as the province's board and returns the name of what was stored.</summary>
    private async Task<string> SendAsync(string path, string json)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        var (status, body) = await platform.SendAsync("board-province", HttpMethod.Post, path, content);
        Assert.True(status == 200, body.ToString());
        return (string)body["name"]!;
    }

    private async Task ExpectAsync(string day, string ratio, string indicator = "T5", string organization = SinThau)
    {
        static string Ratio(JsonNode value) => $"{value["numerator"]}/{value["denominator"]}";
        Assert.Equal(ratio, Ratio(await platform.ValueAsync("it-province", organization, indicator, day, value => Ratio(value) == ratio)));
    }

    private async Task<string?> ReasonAsync(string day)
    {
        var (_, explained) = await platform.GetAsync("it-province", $"/v1/{SinThau}/indicatorValues/T5:explain?asOf={day}");
        return (string?)Assert.Single(explained["records"]!.AsArray())!["reason"];
    }
}
