using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Xunit;
using static DienBien.Platform.Tests.EndToEnd.LocalPlatformFixture;

namespace DienBien.Platform.Tests.EndToEnd;

/// <summary>Two records of one person become one and two again: Indicators and Statistics follow through the feed.</summary>
[Collection(SharedPlatform.Name)]
public sealed class MergedMembersTests(LocalPlatformFixture platform)
{
    // A commune that no other class of the collection writes to.
    private const string Commune = "organizations/01890000-0000-7000-8000-000000003166";

    [Fact]
    public async Task Numbers_follow_a_merge_and_its_undo()
    {
        Assert.Empty((await platform.ImportAsync("it-province", Province, "organizations", "code,parentCode,kind,sector,name,areaCode,establishedOn\nMMA,03166,CELL,VILLAGE,Chi bộ bản A,,2010-01-01\n")).Body["rejections"]!.AsArray());
        Assert.Empty((await platform.ImportAsync("it-province", Province, "members", """
            memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,admittedOn,officialOn,cardNumber
            MM1,MMA,Lò Văn Gộp,MALE,1980-05-01,Thái,12/12,Nông dân,2005-03-03,2006-03-03,
            MM2,MMA,Lo Van Gop,MALE,1980-05-01,Thái,12/12,Nông dân,2026-03-03,,
            MM3,MMA,Lò Thị Khác,FEMALE,1981-05-01,Thái,12/12,Nông dân,2005-03-03,2006-03-03,
            """)).Body["rejections"]!.AsArray());
        await ExpectAsync("1/2", 3);
        var opened = Assert.Single((await GetAsync($"/v1/{Commune}/duplicateCases"))["duplicateCases"]!.AsArray())!;
        var (kept, other) = ((string)opened["firstMember"]!, (string)opened["secondMember"]!);
        await PostAsync($"/v1/{kept}:merge", $$"""{"other":"{{other}}","statement":"Một người"}""");
        await ExpectAsync("0/2", 2);
        Assert.Equal(kept, (string?)(await GetAsync($"/v1/{other}"))["mergedInto"]);
        await PostAsync($"/v1/{other}:undoMerge", """{"statement":"Gộp nhầm"}""");
        await ExpectAsync("1/2", 3);
    }

    private async Task ExpectAsync(string ratio, int members)
    {
        static string Ratio(JsonNode value) => $"{value["numerator"]}/{value["denominator"]}";
        Assert.Equal(ratio, Ratio(await platform.ValueAsync("board-province", Commune, "T6", "2026-11-24", value => Ratio(value) == ratio)));
        Assert.Equal($"{members}", (string?)(await GetAsync($"/v1/{Commune}/statistics?asOf=2026-11-24"))["total"]);
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        var (status, body) = await platform.GetAsync("board-province", path);
        Assert.True(status == 200, body.ToString());
        return body;
    }

    private async Task PostAsync(string path, string json)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        var (status, body) = await platform.SendAsync("board-province", HttpMethod.Post, path, content);
        Assert.True(status == 200, body.ToString());
    }
}
