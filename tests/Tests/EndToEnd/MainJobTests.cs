using Xunit;
using System.Text.Json.Nodes;
using static DienBien.Platform.Tests.EndToEnd.LocalPlatformFixture;

namespace DienBien.Platform.Tests.EndToEnd;

/// <summary>From a village's record to the province's number, through the gateway.</summary>
[Collection(SharedPlatform.Name)]
public sealed class MainJobTests(LocalPlatformFixture platform)
{
    private const string Organizations = """
        code,parentCode,kind,sector,name,areaCode,establishedOn
        {0}C1,{1},CELL,VILLAGE,Chi bộ bản {0} 1,{1},2010-01-01
        {0}C2,{1},CELL,VILLAGE,Chi bộ bản {0} 2,{1},01/02/2011
        """;

    private const string Members = """
        memberNumber,organizationCode,fullName,sex,birthDate,ethnicity,education,occupation,admittedOn,officialOn,cardNumber
        {0}1,{0}C1,Lò Văn An,MALE,1980-05-01,Thái,12/12,Nông dân,2005-03-03,2006-03-03,{2}1
        {0}2,{0}C1,"Quàng Thị ""Bình""
        Minh",FEMALE,1990-05-01,Thái,12/12,Nông dân,2015-03-03,2016-03-03,
        {0}3,{0}C2,Giàng A Chứ,MALE,2000-05-01,Mông,12/12,Nông dân,2026-03-03,,
        """;

    private const string Villages = """
        code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent
        {0}V1,{1},HAMLET,Bản {0} 1,true,true,,{0}1,2024-01-01,{0}C1,true
        {0}V2,{1},VILLAGE,Thôn {0} 2,false,false,Vàng A Sử,,2024-01-01,{0}C2,false
        {0}V3,{1},HAMLET,Bản {0} 3,false,false,,,,,
        """;

    [Fact]
    public async Task Imported_facts_become_numbers_and_each_number_opens_to_its_records()
    {
        await ImportAsync("M", "03316", NaTau, "it-province");
        var t4 = await platform.ValueAsync("it-province", NaTau, "T4", "2026-11-24", value => (string?)value["denominator"] == "2");
        Assert.Equal(("1", "2", "NOT_MET"), ((string?)t4["numerator"], (string?)t4["denominator"], (string?)t4["state"]));
        var t5 = await platform.ValueAsync("it-province", NaTau, "T5", "2026-11-24", _ => true);
        Assert.Equal(("1", "3"), ((string?)t5["numerator"], (string?)t5["denominator"]));
        var t6 = await platform.ValueAsync("it-province", NaTau, "T6", "2026-11-24", _ => true);
        Assert.Equal(("1", "2", "MET"), ((string?)t6["numerator"], (string?)t6["denominator"], (string?)t6["state"]));

        var (_, explained) = await platform.GetAsync("it-province", $"/v1/{NaTau}/indicatorValues/T4:explain?asOf=2026-11-24");
        Assert.Equal(
            [("MV1", "NUMERATOR_AND_DENOMINATOR", "HEAD_IS_MEMBER"), ("MV2", "DENOMINATOR", "HEAD_NOT_MEMBER"), ("MV3", "LEFT_OUT", "NO_HEAD_IN_OFFICE")],
            explained["records"]!.AsArray().Select(r => ((string?)r!["code"], (string?)r["role"], (string?)r["reason"])));

        var changed = await platform.ImportAsync("it-province", NaTau, "villages",
            "code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent\nMV2,03316,VILLAGE,Thôn M 2,false,false,,M2,2026-02-01,,\n");
        Assert.Equal(1, (int)changed.Body["accepted"]!);
        var after = await platform.ValueAsync("it-province", NaTau, "T4", "2026-11-24", value => (string?)value["numerator"] == "2");
        Assert.Equal(("2", "2", "MET"), ((string?)after["numerator"], (string?)after["denominator"], (string?)after["state"]));
        var before = await platform.ValueAsync("it-province", NaTau, "T4", "2026-01-31", _ => true);
        Assert.Equal("1", (string?)before["numerator"]);
    }

    [Fact]
    public async Task A_second_import_of_the_same_file_changes_nothing_and_a_birth_date_stays()
    {
        await ImportAsync("S", "03301", "organizations/01890000-0000-7000-8000-000000003301", "it-province");
        var again = await platform.ImportAsync("it-province", Province, "members", File("S", "03301", Members));
        Assert.Equal((0, 3, 0), Counts(again.Body));
        var moved = await platform.ImportAsync("it-province", Province, "members", File("S", "03301", Members).Replace("1980-05-01", "1981-05-01", StringComparison.Ordinal));
        Assert.Equal((0, 2, 1), Counts(moved.Body));
        var rejection = moved.Body["rejections"]![0]!;
        Assert.Equal((2, "birthDate", "R-FILE-1", "BIRTH_DATE_FIXED"), ((int)rejection["line"]!, (string?)rejection["field"], (string?)rejection["rule"], (string?)rejection["reason"]));
    }

    [Fact]
    public async Task A_commune_sees_its_own_and_nothing_else_exists()
    {
        Assert.Equal(200, (await platform.GetAsync("it-03316", $"/v1/{NaTau}")).Status);
        foreach (var path in (string[])[$"/v1/{MuongPhang}", $"/v1/{Province}/indicatorValues", $"/v1/{MuongPhang}/members", "/v1/organizations:byCode?code=03325"])
        {
            Assert.Equal((404, 5), await StatusAsync("it-03316", path));
        }

        Assert.Equal((403, 7), await StatusAsync("viewer-province", $"/v1/{NaTau}"));
        Assert.Equal((401, 16), await StatusAsync(null, $"/v1/{NaTau}"));
        var foreign = await platform.ImportAsync("it-03316", NaTau, "members", File("F", "03325", Members));
        Assert.All(foreign.Body["rejections"]!.AsArray(), r => Assert.Equal("ORGANIZATION_UNKNOWN", (string?)r!["reason"]));
    }

    [Fact]
    public async Task A_village_cell_hangs_directly_under_a_commune()
    {
        var answer = await platform.ImportAsync("it-province", NaTau, "organizations", """
            code,parentCode,kind,sector,name,areaCode,establishedOn
            R6G,03316,GRASSROOTS,OTHER,Đảng bộ cơ sở,,2020-01-01
            R6C,R6G,CELL,VILLAGE,Chi bộ bản,,2020-01-01
            """);
        Assert.Equal((1, 0, 1), Counts(answer.Body));
        Assert.Equal("R-ORG-6", (string?)answer.Body["rejections"]![0]!["rule"]);
    }

    [Fact]
    public async Task A_file_of_another_type_or_too_large_changes_nothing()
    {
        using var text = new StringContent("x", System.Text.Encoding.UTF8, "text/plain");
        Assert.Equal(415, (await platform.SendAsync("it-province", HttpMethod.Post, $"/v1/{NaTau}/members:import", text)).Status);
        using var zeros = new ByteArrayContent(new byte[65 * 1024 * 1024]);
        zeros.Headers.ContentType = new("text/csv");
        Assert.Equal(413, (await platform.SendAsync("it-province", HttpMethod.Post, $"/v1/{NaTau}/members:import", zeros)).Status);
    }

    private static string File(string prefix, string commune, string template)
    {
        var digits = string.Concat(prefix.Select(c => (int)c)).PadLeft(11, '0');
        return template.Replace("{0}", prefix, StringComparison.Ordinal).Replace("{1}", commune, StringComparison.Ordinal).Replace("{2}", digits, StringComparison.Ordinal);
    }

    private static (int Accepted, int Unchanged, int Rejected) Counts(JsonNode body) => ((int)body["accepted"]!, (int)body["unchanged"]!, (int)body["rejected"]!);

    private async Task<(int Status, int Code)> StatusAsync(string? client, string path)
    {
        var (status, body) = await platform.GetAsync(client, path);
        return (status, (int)body["code"]!);
    }

    private async Task ImportAsync(string prefix, string commune, string parent, string client)
    {
        Assert.Equal((2, 0, 0), Counts((await platform.ImportAsync(client, parent, "organizations", File(prefix, commune, Organizations))).Body));
        Assert.Equal((3, 0, 0), Counts((await platform.ImportAsync(client, parent, "members", File(prefix, commune, Members))).Body));
        Assert.Equal((3, 0, 0), Counts((await platform.ImportAsync(client, parent, "villages", File(prefix, commune, Villages))).Body));
    }
}
