using System.Text;
using DienBien.Membership.V1;
using Google.Protobuf;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Imports;

/// <summary>What a file of members may say and what not, as the IT system of a commune uploads it.</summary>
[Collection(SharedRegister.Name)]
public sealed class ImportMembersTests(RegisterFixture register)
{
    [Theory]
    [InlineData("organizationCode", "99999", "ORGANIZATION_UNKNOWN")]
    [InlineData("organizationCode", "03325", "ORGANIZATION_UNKNOWN")]
    [InlineData("organizationCode", "", "FIELD_REQUIRED")]
    [InlineData("memberNumber", "-1", "CODE_INVALID")]
    [InlineData("memberNumber", "a b", "CODE_INVALID")]
    [InlineData("memberNumber", "123456789012345678901234567890123", "CODE_INVALID")]
    [InlineData("fullName", " ", "FIELD_REQUIRED")]
    [InlineData("sex", "NAM", "VALUE_UNKNOWN")]
    [InlineData("birthDate", "29/02/1990", "DATE_INVALID")]
    [InlineData("birthDate", "1990-02-30", "DATE_INVALID")]
    [InlineData("birthDate", "90-02-01", "DATE_INVALID")]
    [InlineData("birthDate", "2/1/1990", "DATE_INVALID")]
    [InlineData("admittedOn", "2999-01-01", "DATE_IN_FUTURE")]
    [InlineData("officialOn", "2015-03-02", "OFFICIAL_BEFORE_ADMITTED")]
    [InlineData("cardNumber", "01101234567", "CARD_NUMBER_FORMAT")]
    [InlineData("cardNumber", "01101234567x", "CARD_NUMBER_FORMAT")]
    public async Task A_wrong_value_refuses_its_line_and_no_other(string column, string value, string reason)
    {
        var good = register.Line();
        var answer = await register.ImportLinesAsync(NaTau, "", register.Line("03316", (column, value)), good);
        Assert.Equal((1, 0, 1), Counts(answer));
        Assert.Equal([$"2 {column} {reason}"], Rejections(answer));
        Assert.NotEqual(reason, (string?)answer["rejections"]![0]!["message"]);
        Assert.NotEqual(reason, (string?)answer["rejections"]![0]!["messageVi"]);
    }

    [Theory]
    [InlineData("birthDate", "29/02/1992")]
    [InlineData("birthDate", "1992-02-29")]
    [InlineData("officialOn", "")]
    [InlineData("officialOn", "2015-03-03")]
    [InlineData("fullName", "K' Brêu 2")]
    [InlineData("birthDate", "2014-01-01")]
    public async Task What_is_unusual_is_taken(string column, string value) =>
        Assert.Equal((1, 0, 0), Counts(await register.ImportLinesAsync(NaTau, "", register.Line("03316", (column, value)))));

    [Fact]
    public async Task A_card_is_taken_within_what_the_caller_sees_and_a_clash_beyond_says_nothing()
    {
        var card = register.NewCard();
        Assert.Equal((1, 0, 1), Counts(await register.ImportLinesAsync(NaTau, "", register.Line("03316", ("cardNumber", card)), register.Line("03316", ("cardNumber", card)))));
        var plain = await register.ImportLinesAsync(MuongPhang, "", register.Line("03325", ("cardNumber", register.NewCard())));
        var clash = await register.ImportLinesAsync(MuongPhang, "", register.Line("03325", ("cardNumber", card)));
        Assert.Equal(plain.ToJsonString(), clash.ToJsonString());
    }

    [Fact]
    public async Task A_card_that_a_line_before_gave_up_is_free()
    {
        var (card, number) = (register.NewCard(), register.NewCode("L"));
        await register.ImportLinesAsync(NaTau, "", register.Line("03316", ("memberNumber", number), ("birthDate", "1990-05-01"), ("cardNumber", card)));
        var answer = await register.ImportLinesAsync(NaTau, "",
            register.Line("03316", ("memberNumber", number), ("birthDate", "1990-05-01"), ("cardNumber", register.NewCard())), register.Line("03316", ("cardNumber", card)));
        Assert.Equal((2, 0, 0), Counts(answer));
    }

    [Fact]
    public async Task A_number_that_another_cell_gave_out_does_not_move_its_owner()
    {
        var (mine, other) = (await register.CellAsync(), await register.CellAsync());
        var person = await register.CreateAsync(register.Person(), other.Name);
        var answer = await register.ImportLinesAsync(mine.Name, "", register.Line(mine.Code, ("memberNumber", person.MemberNumber), ("birthDate", "1980-05-01")));
        Assert.Equal(["2 memberNumber MEMBER_NUMBER_TAKEN"], Rejections(answer));
        Assert.Equal(other.Name, (await register.Members.GetMemberAsync(new GetMemberRequest { Name = person.Name }, register.Board)).Organization);
    }

    [Fact]
    public async Task A_second_line_of_a_key_is_refused_however_far_down()
    {
        var first = register.Line();
        var lines = Enumerable.Range(0, 2_600).Select(_ => register.Line()).Prepend(first).Append(first);
        var answer = await register.ImportLinesAsync(NaTau, "", [.. lines]);
        Assert.Equal((2_601, 0, 1), Counts(answer));
        Assert.Equal(["2603 memberNumber KEY_REPEATED"], Rejections(answer));
    }

    [Fact]
    public async Task Odd_but_right_files_are_read_as_meant()
    {
        var (one, two, three) = (register.NewCode("L"), register.NewCode("L"), register.NewCode("L"));
        var text = $"{MemberHeader}\r\n"
            + $"{one},03316,\"Lò \"\"Bé\"\"\r\nVăn An\",MALE,01/05/1980,Thái,,,03/03/2005,,\r\n"
            + "\r\n"
            + $"{two},03316,{"Giàng Thị Dợ".Normalize(NormalizationForm.FormD)},female,1990-05-01,Mông,,,2015-03-03,,\r\n"
            + "# a remark,,,,,,,,,,\r\n"
            + $"{three},03316,Thừa, dấu phẩy,MALE,1990-05-01,Mông,,,2015-03-03,,{register.NewCard()}\r\n"
            + "xấu!,03316,Tên,MALE,1990-05-01,Mông,,,2015-03-03,,";
        var (status, body) = await register.UploadAsync([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], "text/csv; charset=utf-8", parent: NaTau);
        Assert.Equal((200, (2, 0, 2)), (status, Counts(body)));
        Assert.Equal(["7  COLUMN_COUNT", "8 memberNumber CODE_INVALID"], Rejections(body));
        var names = (await register.Members.ListMembersAsync(new ListMembersRequest { Parent = NaTau, PageSize = 1_000, Query = "be an" }, register.Board)).Members;
        Assert.Contains(names, member => member.MemberNumber == one && member.FullName == "Lò \"Bé\" Văn An");
        var list = (await register.Members.ListMembersAsync(new ListMembersRequest { Parent = NaTau, PageSize = 1_000, Query = "giang thi dơ" }, register.Board)).Members;
        Assert.Contains(list, member => member.MemberNumber == two && member.FullName == "Giàng Thị Dợ" && member.FullName.IsNormalized());
    }

    [Fact]
    public async Task A_client_stream_over_gRPC_gets_the_same_answer()
    {
        string[] lines = [register.Line(), register.Line("99999"), register.Line()];
        var file = Encoding.UTF8.GetBytes(MemberHeader + "\n" + string.Join('\n', lines) + "\n");
        using var call = register.Imports.ImportMembers(register.As("it", NaTau));
        await call.RequestStream.WriteAsync(new ImportMembersRequest { Parent = NaTau, ContentType = "text/csv", ValidateOnly = true }, TestContext.Current.CancellationToken);
        foreach (var piece in file.Chunk(100))
        {
            await call.RequestStream.WriteAsync(new ImportMembersRequest { Content = ByteString.CopyFrom(piece) }, TestContext.Current.CancellationToken);
        }

        await call.RequestStream.CompleteAsync();
        var messages = await call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, messages[^1].Rows);
        var http = await register.ImportLinesAsync(NaTau, "?validateOnly=true", lines);
        Assert.Equal(Counts(http), (messages[^1].Summary.Accepted, messages[^1].Summary.Unchanged, messages[^1].Summary.Rejected));
        Assert.Equal(Rejections(http), messages[^1].Summary.Rejections.Select(r => $"{r.Line} {r.Field} {r.Reason}"));
    }
}
