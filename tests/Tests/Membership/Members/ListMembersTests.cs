using System.Text;
using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Members;

[Collection(SharedRegister.Name)]
public sealed class ListMembersTests(RegisterFixture register)
{
    [Theory]
    [InlineData("Khơ Mú")]
    [InlineData("  Khơ   Mú\t")]
    public async Task An_ethnicity_is_found_however_it_is_typed(string typed)
    {
        var cell = await register.CellAsync();
        await register.ImportLinesAsync(cell.Name, "", register.Line(cell.Code, ("ethnicity", " Khơ  Mú".Normalize(NormalizationForm.FormD))), register.Line(cell.Code));
        foreach (var form in (NormalizationForm[])[NormalizationForm.FormC, NormalizationForm.FormD])
        {
            var found = await register.Members.ListMembersAsync(new ListMembersRequest { Parent = cell.Name, Ethnicity = typed.Normalize(form) }, register.Board);
            Assert.Equal("Khơ Mú", Assert.Single(found.Members).Ethnicity);
        }
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once() => (await RefusedAsync(new()
    {
        PageSize = -1, PageToken = "forged", AsOf = "2025-02-29", Query = "a b c d e f g", Ethnicity = new string('x', 64),
        Status = (Member.Types.Status)99, Sex = (Member.Types.Sex)99, Sector = (Organization.Types.Sector)99,
    })).IsInvalid(
        "as_of DATE_INVALID", "query TEXT_LENGTH", "ethnicity TEXT_LENGTH", "status VALUE_UNKNOWN", "sex VALUE_UNKNOWN", "sector VALUE_UNKNOWN",
        "page_size PAGE_SIZE_NEGATIVE", "page_token PAGE_TOKEN_INVALID");

    [Fact]
    public async Task A_token_is_good_for_its_question_and_its_caller_alone()
    {
        var cell = await register.CellAsync();
        await register.ImportLinesAsync(cell.Name, "", register.Line(cell.Code), register.Line(cell.Code));
        var question = new ListMembersRequest { Parent = cell.Name, PageSize = 1 };
        question.PageToken = (await register.Members.ListMembersAsync(question, register.Board)).NextPageToken;
        Assert.Single((await register.Members.ListMembersAsync(question, register.Board)).Members);
        (await RefusedAsync(new(question) { Sex = Member.Types.Sex.Female })).IsInvalid("page_token PAGE_TOKEN_INVALID");
        (await RefusedAsync(question, register.As("it", RegisterFixture.Province))).IsInvalid("page_token PAGE_TOKEN_INVALID");
    }

    private Task<Refusal> RefusedAsync(ListMembersRequest request, CallOptions? caller = null) =>
        Refusal.OfAsync(register.Members.ListMembersAsync(request, caller ?? register.Board));
}
