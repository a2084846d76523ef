using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DienBien.Membership.V1;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Imports;

/// <summary>A check foretells the import line by line, over more than one batch, and leaves no trace.</summary>
[Collection(SharedRegister.Name)]
public sealed class ValidateOnlyTests(RegisterFixture register)
{
    private const int Many = 2_600;

    [Fact]
    public async Task Members_whose_cards_clash_batches_apart()
    {
        var (card, kept, number) = (register.NewCard(), register.NewCard(), register.NewCode("L"));
        await register.ImportLinesAsync(NaTau, "", register.Line("03316", ("memberNumber", number), ("birthDate", "1990-05-01"), ("cardNumber", kept)));
        var first = register.Line("03316", ("cardNumber", card));
        string[] lines =
        [
            first,
            register.Line("03316", ("memberNumber", number), ("birthDate", "1990-05-01"), ("cardNumber", register.NewCard())),
            .. Enumerable.Range(0, Many).Select(_ => register.Line()),
            register.Line("03316", ("cardNumber", card)),
            register.Line("03316", ("cardNumber", kept)),
            first,
        ];
        var foretold = await register.ImportLinesAsync(NaTau, "?validateOnly=true", lines);
        Assert.Equal((Many + 3, 0, 2), Counts(foretold));
        Assert.Equal([$"{Many + 4} cardNumber CARD_NUMBER_TAKEN", $"{Many + 6} memberNumber KEY_REPEATED"], Rejections(foretold));
        var imported = await register.ImportLinesAsync(NaTau, "?validateOnly=false", lines);
        Assert.Equal(foretold.ToJsonString(), imported.ToJsonString());
    }

    [Fact]
    public async Task Cells_whose_parents_stand_batches_before()
    {
        var (parent, prefix) = (register.NewCode("G"), register.NewCode("C"));
        string[] lines =
        [
            "code,parentCode,kind,sector,name,areaCode,establishedOn",
            $"{parent},03316,GRASSROOTS,OTHER,Đảng bộ cơ sở,,2010-01-01",
            .. Enumerable.Range(0, Many).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix}.{i},03316,CELL,VILLAGE,Chi bộ,,2010-01-01")),
            $"{prefix}.a,{parent},CELL,SCHOOL,Chi bộ trường,,2010-01-01",
            $"{prefix}.b,{parent},CELL,VILLAGE,Chi bộ bản,,2010-01-01",
            $"{prefix}.c,{parent}x,CELL,SCHOOL,Chi bộ trường,,2010-01-01",
        ];
        var foretold = await ImportAsync(lines, "?validateOnly=true");
        Assert.Equal((Many + 2, 0, 2), Counts(foretold));
        Assert.Equal([$"{Many + 4} parentCode VILLAGE_CELL_PARENT", $"{Many + 5} parentCode ORGANIZATION_UNKNOWN"], Rejections(foretold));
        Assert.Equal(404, (await register.SendAsync(HttpMethod.Get, $"/v1/organizations:byCode?code={parent}")).Status);
        Assert.Equal(foretold.ToJsonString(), (await ImportAsync(lines, "")).ToJsonString());
    }

    [Fact]
    public async Task Nothing_is_stored_published_or_noted()
    {
        var (number, village) = (register.NewCode("L"), register.NewCode("V"));
        var before = await HeadAsync();
        Assert.Equal((1, 0, 0), Counts(await register.ImportLinesAsync(NaTau, "?validateOnly=TRUE", register.Line("03316", ("memberNumber", number), ("birthDate", "1990-05-01"), ("cardNumber", register.NewCard())))));
        var villages = await register.UploadAsync(Encoding.UTF8.GetBytes($"""
            code,communeCode,kind,name,border,remote,headName,headMemberNumber,headSince,cellCode,cellIndependent
            {village},03316,HAMLET,Bản,true,true,Vàng A Sử,,2024-01-01,,
            """), "text/csv", "villages", "?validateOnly=true");
        Assert.Equal((1, 0, 0), Counts(villages.Body));
        Assert.Equal(before, await HeadAsync());
        var list = await register.Members.ListMembersAsync(new ListMembersRequest { Parent = NaTau, PageSize = 1_000, Query = "Quàng" }, register.Board);
        Assert.DoesNotContain(list.Members, member => member.MemberNumber == number);
    }

    private async Task<string> HeadAsync() => (await register.SendAsync(HttpMethod.Get, "/readyz")).Body.ToJsonString() + await register.LastPositionAsync();

    private async Task<JsonNode> ImportAsync(string[] lines, string query)
    {
        var (status, body) = await register.UploadAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "text/csv", "organizations", query, NaTau);
        Assert.Equal(200, status);
        return body;
    }
}
