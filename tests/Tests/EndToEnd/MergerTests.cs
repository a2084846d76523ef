using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DienBien.Platform.Tests.Rules;
using Xunit;
using static DienBien.Platform.Tests.EndToEnd.LocalPlatformFixture;

namespace DienBien.Platform.Tests.EndToEnd;

/// <summary>Two cells of two communes merge on a day: the numbers of the days before stay, those from the day on follow.</summary>
[Collection(SharedPlatform.Name)]
[Rule("R-ORG-13")]
public sealed class MergerTests(LocalPlatformFixture platform)
{
    // Communes that no other class of the collection writes to.
    private const string NamKe = "organizations/01890000-0000-7000-8000-000000003162";

    private const string QuangLam = "organizations/01890000-0000-7000-8000-000000003164";

    [Fact]
    public async Task Past_numbers_stay_and_later_ones_follow()
    {
        await ImportAsync("organizations", "code,parentCode,kind,sector,name,areaCode,establishedOn\nMGA,03162,CELL,VILLAGE,Chi bộ bản A,,2010-01-01\nMGB,03164,CELL,VILLAGE,Chi bộ bản B,,2010-01-01\n");
        await ImportAsync("members", """
            memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,admittedOn,officialOn,cardNumber
            MG1,MGA,Lò Văn Một,MALE,1980-05-01,Thái,12/12,Nông dân,2005-03-03,2006-03-03,
            MG2,MGA,Lò Thị Hai,FEMALE,1999-05-01,Thái,12/12,Nông dân,2026-03-03,,
            MG3,MGB,Lò Văn Ba,MALE,1981-05-01,Thái,12/12,Nông dân,2005-03-03,2006-03-03,
            """);
        await ImportAsync("villages", """
            code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent
            MGV1,03162,HAMLET,Bản A,false,false,,MG1,2024-01-01,MGA,true
            MGV2,03164,HAMLET,Bản B,false,false,,MG3,2024-01-01,MGB,true
            """);
        var (source, successor) = (await NameAsync("MGA"), await NameAsync("MGB"));
        await ExpectAsync(NamKe, "T6", "2026-11-24", "1/1");
        var preview = await PostAsync($"/v1/{Province}/organizationActs:merge", Request(source, successor, validateOnly: true));
        var result = await PostAsync($"/v1/{Province}/organizationActs:merge", Request(source, successor, validateOnly: false));
        Assert.Equal(["MG2", "MG1"], result["members"]!.AsArray().Select(move => (string?)move!["code"]).OrderDescending());
        Assert.True(JsonNode.DeepEquals(preview["members"], result["members"]) && JsonNode.DeepEquals(preview["villages"], result["villages"]));

        // A cell of two villages is neither's own.
        await ExpectAsync(NamKe, "T5", "2026-06-01", "0/1");
        await ExpectAsync(NamKe, "T5", "2026-05-31", "1/1");
        await ExpectAsync(QuangLam, "T5", "2026-05-31", "1/1");
        await ExpectAsync(QuangLam, "T5", "2026-06-01", "0/1");
        foreach (var day in (string[])["2026-05-31", "2026-06-01"])
        {
            await ExpectAsync(NamKe, "T4", day, "1/1");
            await ExpectAsync(NamKe, "T6", day, "1/1");
            await ExpectAsync(QuangLam, "T6", day, "0/1");
        }

        // What closed the year where it was before opens the next where it is now.
        await ExpectAsync(NamKe, "T6", "2027-01-01", "0/0");
        await ExpectAsync(QuangLam, "T6", "2027-01-01", "0/3");
        await ExpectAsync(source, "T6", "2026-11-24", "1/1");
        await ExpectAsync(successor, "T6", "2027-01-01", "0/3");
        Assert.Equal(["ADMITTED_IN_YEAR", "IN_OPENING"], await ReasonsAsync(NamKe, "2026-11-24"));
        Assert.Equal(["IN_OPENING", "MEMBER_ELSEWHERE", "ADMITTED_ELSEWHERE"], (await ReasonsAsync(QuangLam, "2026-11-24")).OrderBy(reason => reason == "IN_OPENING" ? 0 : reason == "MEMBER_ELSEWHERE" ? 1 : 2));
    }

    private static string Request(string source, string successor, bool validateOnly) =>
        $$"""{"sources":["{{source}}"],"successor":"{{successor}}","effectiveOn":"2026-06-01","documentNumber":"15-QĐ/TU","validateOnly":{{(validateOnly ? "true" : "false")}}}""";

    private async Task ImportAsync(string collection, string csv) => Assert.Empty((await platform.ImportAsync("it-province", Province, collection, csv)).Body["rejections"]!.AsArray());

    private async Task<string> NameAsync(string code) => (string)(await platform.GetAsync("it-province", $"/v1/organizations:byCode?code={code}")).Body["name"]!;

    private async Task<JsonNode> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        var (status, body) = await platform.SendAsync("board-province", HttpMethod.Post, path, content);
        Assert.True(status == 200, body.ToString());
        return body;
    }

    private async Task ExpectAsync(string organization, string indicator, string day, string ratio)
    {
        static string Ratio(JsonNode value) => $"{value["numerator"]}/{value["denominator"]}";
        Assert.Equal($"{organization} {indicator} {day} {ratio}", $"{organization} {indicator} {day} {Ratio(await platform.ValueAsync("it-province", organization, indicator, day, value => Ratio(value) == ratio))}");
    }

    private async Task<IEnumerable<string?>> ReasonsAsync(string organization, string day)
    {
        var (_, explained) = await platform.GetAsync("it-province", $"/v1/{organization}/indicatorValues/T6:explain?asOf={day}");
        return explained["records"]!.AsArray().Select(record => (string?)record!["reason"]).Order(StringComparer.Ordinal);
    }
}
