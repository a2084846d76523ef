using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Kind = DienBien.Membership.V1.Village.Types.Kind;

namespace DienBien.Platform.Tests.Membership.Villages;

[Collection(SharedRegister.Name)]
public sealed class ListVillagesTests(RegisterFixture register)
{
    // Communes that no other test gives a village, so that lists are known as a whole.
    private const string SinThau = "organizations/01890000-0000-7000-8000-000000003158";

    private const string Ward = "organizations/01890000-0000-7000-8000-000000003127";

    [Fact]
    public async Task A_cell_lists_the_villages_that_it_serves_on_the_day()
    {
        var (cell, next) = (await register.CellAsync(), await register.CellAsync());
        var (one, two) = (await register.VillageAsync(), await register.VillageAsync());
        await register.LinkAsync(one.Name, cell.Name, false, "2016-01-01");
        await register.LinkAsync(two.Name, cell.Name, false, "2018-01-01");
        await register.LinkAsync(two.Name, next.Name, true, "2020-01-01");
        Assert.Equal([one.Name, two.Name], await NamesAsync(new() { Parent = cell.Name, AsOf = "2019-12-31" }));
        Assert.Equal([one.Name], await NamesAsync(new() { Parent = cell.Name, AsOf = "2017-12-31" }));
        Assert.Equal([one.Name], await NamesAsync(new() { Parent = cell.Name }));
        Assert.Equal([two.Name], await NamesAsync(new() { Parent = next.Name }));
        // Who works in the cell sees these villages and no others, with the cells of the day.
        var secretary = register.As("secretary", next.Name);
        Assert.Equal([two.Name], await NamesAsync(new() { Parent = next.Name }, secretary));
        Assert.Equal([two.Name], await NamesAsync(new(), secretary));
        var listed = Assert.Single((await register.Villages.ListVillagesAsync(new ListVillagesRequest { Parent = next.Name }, secretary)).Villages);
        Assert.Equal(["1 2020-01-01–*"], Links(listed, cell, next));
        Assert.Equal(two.Name, (await register.Villages.GetVillageAsync(new GetVillageRequest { Name = two.Name }, secretary)).Name);
        (await Refusal.OfAsync(register.Villages.GetVillageAsync(new GetVillageRequest { Name = one.Name }, secretary))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await RefusedAsync(new() { Parent = cell.Name }, secretary)).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task Flags_kind_and_words_choose_and_pages_come_by_code()
    {
        (string Code, Kind Kind, bool Border, bool Remote, string Name)[] villages =
        [
            ("LV-3", Kind.Village, false, true, "Thôn Tà Ló San"), ("LV-1", Kind.Hamlet, true, false, "Bản Tả Kố Khừ"), ("LV-2", Kind.Hamlet, true, true, "Bản (cũ) Pờ Nhù Khồ"),
        ];
        foreach (var (code, kind, border, remote, name) in villages)
        {
            await register.VillageAsync(new Village { Code = code, Kind = kind, Border = border, Remote = remote, DisplayName = name }, SinThau);
        }

        Assert.Equal(["LV-1", "LV-2", "LV-3"], await CodesAsync(new()));
        Assert.Equal(["LV-1", "LV-2"], await CodesAsync(new() { Border = true }));
        Assert.Equal(["LV-2", "LV-3"], await CodesAsync(new() { Remote = true }));
        Assert.Equal(["LV-3"], await CodesAsync(new() { Kind = Kind.Village }));
        Assert.Equal(["LV-1"], await CodesAsync(new() { Query = "TA KO" }));
        Assert.Equal(["LV-2"], await CodesAsync(new() { Query = "po cu" }));
        Assert.Empty(await CodesAsync(new() { Query = "%" }));
        Assert.Equal(["LV-1", "LV-2", "LV-3"], await CodesAsync(new() { PageSize = 1 }));
        Assert.Contains(SinThau, (await register.Villages.ListVillagesAsync(new ListVillagesRequest { Parent = Province, PageSize = 1000 }, register.Board)).Villages.Select(v => v.Commune));
    }

    [Fact]
    public async Task Head_and_cells_are_those_of_the_day()
    {
        var village = await register.VillageAsync(new Village { Code = register.NewCode("V"), Kind = Kind.ResidentialGroup, DisplayName = "Tổ 1", Head = new VillageHead { DisplayName = "Vàng A Sử", Since = "2018-01-01" } }, Ward);
        await register.Villages.AppointVillageHeadAsync(new AppointVillageHeadRequest { Name = village.Name, Head = new VillageHead { DisplayName = "Lò Thị Kiểm", Since = "2020-01-01", Until = "2022-12-31" } }, register.Board);
        foreach (var (day, head) in (ReadOnlySpan<(string, string?)>)[("2017-12-31", null), ("2019-12-31", "Vàng A Sử"), ("2020-01-01", "Lò Thị Kiểm"), ("2023-01-01", null)])
        {
            var listed = Assert.Single(register.Villages.ListVillages(new ListVillagesRequest { Parent = Ward, AsOf = day }, register.Board).Villages);
            Assert.Equal((head, 0), (listed.Head?.DisplayName, listed.HeadHistory.Count));
            Assert.Equal(head, register.Villages.GetVillage(new GetVillageRequest { Name = village.Name, AsOf = day }, register.Board).Head?.DisplayName);
        }
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once() =>
        (await RefusedAsync(new() { Parent = NaTau, PageSize = -1, PageToken = "forged", Kind = (Kind)9, AsOf = "2023-02-29", Query = "a b c d e f g" }))
            .IsInvalid("page_size PAGE_SIZE_NEGATIVE", "page_token PAGE_TOKEN_INVALID", "kind VALUE_UNKNOWN", "as_of DATE_INVALID", "query TEXT_LENGTH");

    [Fact]
    public async Task A_token_is_good_for_its_question_and_its_caller_alone()
    {
        await register.VillageAsync();
        await register.VillageAsync();
        var question = new ListVillagesRequest { Parent = NaTau, PageSize = 1 };
        question.PageToken = (await register.Villages.ListVillagesAsync(question, register.Board)).NextPageToken;
        (await RefusedAsync(new(question) { Border = true })).IsInvalid("page_token PAGE_TOKEN_INVALID");
        (await RefusedAsync(question, register.As("clerk", NaTau))).IsInvalid("page_token PAGE_TOKEN_INVALID");
    }

    [Fact]
    public async Task A_parent_outside_the_scope_is_not_found()
    {
        foreach (var parent in (string[])[MuongPhang, Province, "organizations/x"])
        {
            (await RefusedAsync(new() { Parent = parent }, register.As("clerk", NaTau))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        }
    }

    private async Task<List<string>> NamesAsync(ListVillagesRequest request, CallOptions? caller = null) =>
        [.. (await register.Villages.ListVillagesAsync(request, caller ?? register.Board)).Villages.Select(village => village.Name)];

    private async Task<List<string>> CodesAsync(ListVillagesRequest request)
    {
        var codes = new List<string>();
        request.Parent = SinThau;
        do
        {
            var page = await register.Villages.ListVillagesAsync(request, register.Board);
            codes.AddRange(page.Villages.Select(village => village.Code));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return codes;
    }

    private Task<Refusal> RefusedAsync(ListVillagesRequest request, CallOptions? caller = null) => Refusal.OfAsync(register.Villages.ListVillagesAsync(request, caller ?? register.Board));
}
