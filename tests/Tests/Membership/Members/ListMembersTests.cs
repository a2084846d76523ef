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

    [Fact]
    public async Task A_commune_is_walked_in_name_order_and_each_member_comes_once()
    {
        var commune = await register.CommuneAsync();
        var cell = await register.CellAsync(parent: commune.Name);
        // Three of one name, and one who is found by two of his words.
        string[] names = ["Vàng Văn Vừ", "Lò Văn An", "Lò Văn An", "Lò Văn An", "Lò Thị Ánh", "Giàng A Vừ", "Cà Văn Bình"];
        await register.ImportLinesAsync(cell.Name, "", [.. names.Select(name => register.Line(cell.Code, ("fullName", name)))]);
        Assert.Equal(["Lò Văn An", "Lò Văn An", "Lò Văn An", "Lò Thị Ánh", "Cà Văn Bình", "Giàng A Vừ", "Vàng Văn Vừ"], await WalkAsync(commune, "", 2));
        Assert.Equal(["Lò Văn An", "Lò Văn An", "Lò Văn An", "Cà Văn Bình", "Giàng A Vừ", "Vàng Văn Vừ"], await WalkAsync(commune, "v", 1));
        Assert.Equal(["Lò Văn An", "Lò Văn An", "Lò Văn An"], await WalkAsync(commune, "lo v", 2));
        Assert.Empty(await WalkAsync(commune, "%", 2));
    }

    [Fact]
    public async Task A_filter_that_leaves_few_finds_them_behind_all_the_others()
    {
        var commune = await register.CommuneAsync();
        var cell = await register.CellAsync(parent: commune.Name);
        var lines = Enumerable.Range(0, 40).Select(_ => register.Line(cell.Code, ("fullName", "Lò Văn An"), ("sex", "MALE"))).Append(register.Line(cell.Code, ("fullName", "Lò Văn Xuân"), ("sex", "FEMALE")));
        await register.ImportLinesAsync(cell.Name, "", [.. lines]);
        var found = await register.Members.ListMembersAsync(new ListMembersRequest { Parent = commune.Name, Query = "van", Sex = Member.Types.Sex.Female, PageSize = 1 }, register.Board);
        Assert.Equal("Lò Văn Xuân", Assert.Single(found.Members).FullName);
        Assert.Empty(found.NextPageToken);
    }

    [Fact]
    public async Task Few_are_found_among_many_by_the_rarest_of_their_words()
    {
        var commune = await register.CommuneAsync();
        var cell = await register.CellAsync(parent: commune.Name);
        string[] few = ["Lò Thanh My", "Quàng My Văn", "Cà Văn Mỹ 2"];
        var many = Enumerable.Range(0, 120).Select(i => register.Line(cell.Code, ("fullName", i % 2 == 0 ? "Lò Văn An" : "Quàng Thanh Xuân")));
        await register.ImportLinesAsync(cell.Name, "", [.. few.Select(name => register.Line(cell.Code, ("fullName", name))), .. many]);
        Assert.Equal(["Cà Văn Mỹ 2", "Lò Thanh My", "Quàng My Văn"], await WalkAsync(commune, "m", 1));
        Assert.Equal(["Lò Thanh My"], await WalkAsync(commune, "thanh my", 2));
        Assert.Equal(["Cà Văn Mỹ 2", "Quàng My Văn"], await WalkAsync(commune, "my va", 1));
        Assert.Empty(await WalkAsync(commune, "thanh my van", 2));
        Assert.Equal(60, (await WalkAsync(commune, "l v", 7)).Count);
    }

    [Fact]
    public async Task A_name_is_found_as_it_is_now_and_where_it_is_now()
    {
        var (left, entered) = (await register.CommuneAsync(), await register.CommuneAsync());
        var cell = await register.CellAsync(parent: left.Name);
        var person = register.Person();
        person.FullName = "Lò Văn An";
        var member = await register.CreateAsync(person, cell.Name);
        await register.RenameAsync(member, "Lò Văn Ân");
        Assert.Equal(["Lò Văn Ân"], await WalkAsync(left, "lo", 5));
        await register.Acts.MoveOrganizationAsync(new MoveOrganizationRequest { Parent = RegisterFixture.Province, Organization = cell.Name, NewParent = entered.Name, EffectiveOn = "2024-06-01", DocumentNumber = "5-QĐ/TU" }, register.Board);
        Assert.Empty(await WalkAsync(left, "lo", 5));
        Assert.Equal(["Lò Văn Ân"], await WalkAsync(entered, "lo", 5));
    }

    private async Task<List<string>> WalkAsync(Organization parent, string query, int pageSize)
    {
        var names = new List<string>();
        var request = new ListMembersRequest { Parent = parent.Name, Query = query, PageSize = pageSize };
        do
        {
            var page = await register.Members.ListMembersAsync(request, register.Board);
            names.AddRange(page.Members.Select(member => member.FullName));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return names;
    }

    private Task<Refusal> RefusedAsync(ListMembersRequest request, CallOptions? caller = null) =>
        Refusal.OfAsync(register.Members.ListMembersAsync(request, caller ?? register.Board));
}
