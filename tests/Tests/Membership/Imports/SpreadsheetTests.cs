using DienBien.Membership.V1;
using MiniExcelLibs;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Imports;

/// <summary>Workbooks as people make them: real dates, numbers for codes, empty rows.</summary>
[Collection(SharedRegister.Name)]
public sealed class SpreadsheetTests(RegisterFixture register)
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Fact]
    public async Task Dates_and_numbers_mean_what_the_sheet_shows()
    {
        var (number, card) = (register.NewCode("X"), register.NewCard());
        var (status, body) = await register.UploadAsync(Sheet(
            Row(number, 3316d, new DateTime(1990, 2, 28), new DateTime(2015, 3, 3), double.Parse(card, System.Globalization.CultureInfo.InvariantCulture)),
            Row("", null, null, null, null),
            Row(12_345d, "03316", "28/02/1990", "2015-03-03", null),
            Row(register.NewCode("X"), 9999d, "1990-02-28", "2015-03-03", null),
            Row(register.NewCode("X"), "03316", 45_000d, "2015-03-03", 123d)), Xlsx, parent: NaTau);
        Assert.Equal((200, (2, 0, 2)), (status, Counts(body)));
        Assert.Equal(["5 organizationCode ORGANIZATION_UNKNOWN", "6 birthDate DATE_INVALID"], Rejections(body));
        var list = (await register.Members.ListMembersAsync(new ListMembersRequest { Parent = NaTau, PageSize = 1_000, Query = "Bảng Tính" }, register.Board)).Members;
        var first = list.Single(member => member.MemberNumber == number);
        Assert.Equal(("1990-02-28", "2015-03-03", "••••••••" + card[8..], NaTau), (first.BirthDate, first.AdmittedOn, first.CardNumber, first.Organization));
        Assert.Contains(list, member => member.MemberNumber == "12345");
        // The zero that the sheet dropped belongs to the number.
        Assert.Equal(["2 cardNumber CARD_NUMBER_TAKEN"], Rejections(await register.ImportLinesAsync(NaTau, "?validateOnly=true", register.Line("03316", ("cardNumber", card)))));
    }

    [Fact]
    public async Task A_truncated_workbook_changes_nothing()
    {
        var file = Sheet([.. Enumerable.Range(0, 50).Select(_ => Row(register.NewCode("X"), "03316", "1990-02-28", "2015-03-03", null))]);
        foreach (var length in (int[])[file.Length / 2, file.Length - 10, 10])
        {
            var (status, body) = await register.UploadAsync(file[..length], Xlsx, parent: NaTau);
            Assert.Equal((400, 3), (status, (int)body["code"]!));
        }

        Assert.Equal(400, (await register.UploadAsync("memberNumber\n"u8.ToArray(), Xlsx)).Status);
    }

    private static Dictionary<string, object?> Row(object? number, object? organization, object? birth, object? admitted, object? card) => new()
    {
        ["memberNumber"] = number, ["organizationCode"] = organization, ["fullName"] = number is "" ? null : "Lường Bảng Tính", ["sex"] = number is "" ? null : "MALE", ["birthDate"] = birth,
        ["ethnicity"] = null, ["education"] = null, ["occupation"] = null, ["admittedOn"] = admitted, ["officialOn"] = null, ["cardNumber"] = card,
    };

    private static byte[] Sheet(params Dictionary<string, object?>[] rows)
    {
        using var file = new MemoryStream();
        file.SaveAs(rows);
        return file.ToArray();
    }
}
