using DienBien.Membership.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Depth = DienBien.Membership.V1.ListOrganizationsRequest.Types.Depth;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Sector = DienBien.Membership.V1.Organization.Types.Sector;

namespace DienBien.Platform.Tests.Membership.Organizations;

[Collection(SharedRegister.Name)]
public sealed class ListOrganizationsTests(RegisterFixture register)
{
    [Fact]
    public async Task Two_times_answer_each_for_itself()
    {
        var committee = await CommitteeAsync();
        var cell = await register.CreateAsync(register.Cell(sector: Sector.School, since: "2018-01-01"), committee.Name);
        var corrected = await register.Organizations.UpdateOrganizationAsync(new UpdateOrganizationRequest
        {
            Organization = new Organization(cell) { EstablishedOn = "2016-01-01", Sector = Sector.Health, DisplayName = "Chi bộ trạm y tế" }, UpdateMask = new FieldMask { Paths = { "*" } },
        }, register.Board);
        var dissolved = await register.DissolveAsync(cell.Name, "2020-01-01");

        // Valid time with today's knowledge.
        Assert.Equal([dissolved], await ListAsync(new() { Parent = committee.Name, AsOf = "2016-01-01" }));
        Assert.Empty(await ListAsync(new() { Parent = committee.Name, AsOf = "2015-12-31" }));
        Assert.Empty(await ListAsync(new() { Parent = committee.Name, AsOf = "2020-01-01" }));
        // The same days as they were known before each change.
        Assert.Empty(await ListAsync(new() { Parent = committee.Name, AsOf = "2016-01-01", KnownAt = cell.UpdateTime }));
        Assert.Equal([cell], await ListAsync(new() { Parent = committee.Name, AsOf = "2018-01-01", KnownAt = cell.UpdateTime }));
        Assert.Equal([corrected], await ListAsync(new() { Parent = committee.Name, AsOf = "2020-01-01", KnownAt = corrected.UpdateTime }));
        // Filters hold what was known then, too.
        Assert.Equal([cell], await ListAsync(new() { Parent = committee.Name, AsOf = "2019-01-01", KnownAt = cell.UpdateTime, Sector = Sector.School, Kind = Kind.Cell, Query = "na sang" }));
        Assert.Empty(await ListAsync(new() { Parent = committee.Name, AsOf = "2019-01-01", KnownAt = cell.UpdateTime, Sector = Sector.Health }));
        Assert.Empty(await ListAsync(new() { Parent = committee.Name, AsOf = "2019-01-01", KnownAt = cell.UpdateTime, Query = "tram y te" }));
        Assert.Equal([dissolved], await ListAsync(new() { Parent = committee.Name, AsOf = "2019-01-01", Query = "y te tram" }));
        // Before it was recorded nothing was known of it.
        Assert.Empty(await ListAsync(new() { Parent = committee.Name, AsOf = "2019-01-01", KnownAt = committee.UpdateTime }));
    }

    [Fact]
    public async Task Earlier_knowledge_pages_through_as_well()
    {
        var committee = await CommitteeAsync();
        var cells = new List<Organization>();
        for (var i = 0; i < 5; i++)
        {
            cells.Add(await register.CreateAsync(register.Cell(sector: Sector.School), committee.Name));
        }

        var known = cells[^1].UpdateTime;
        foreach (var cell in cells.Take(4))
        {
            await register.DissolveAsync(cell.Name, "2016-01-01");
        }

        await register.CreateAsync(register.Cell(sector: Sector.School), committee.Name);
        Assert.Equal(cells, await PagesAsync(new() { Parent = committee.Name, KnownAt = known, PageSize = 2 }));
    }

    [Fact]
    public async Task Children_come_in_the_order_of_their_names()
    {
        var committee = await CommitteeAsync();
        foreach (var name in (string[])["Tổ 10", "Đội 1", "Tổ 2", "Ân Phú", "Tổ 2", "Dốc Đỏ"])
        {
            await register.CreateAsync(new Organization(register.Cell(sector: Sector.School)) { DisplayName = name }, committee.Name);
        }

        var (names, request) = (new List<string>(), new ListOrganizationsRequest { Parent = committee.Name, Depth = Depth.Children, PageSize = 2 });
        do
        {
            var page = await register.Organizations.ListOrganizationsAsync(request, register.Board);
            names.AddRange(page.Organizations.Select(child => child.DisplayName));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(["Ân Phú", "Dốc Đỏ", "Đội 1", "Tổ 2", "Tổ 2", "Tổ 10"], names);
    }

    [Fact]
    public async Task Depth_kind_and_sector_choose()
    {
        var committee = await CommitteeAsync();
        var section = await register.CreateAsync(new Organization { Code = register.NewCode("S"), Kind = Kind.Sectional, DisplayName = "Đảng bộ bộ phận", EstablishedOn = "2015-01-01" }, committee.Name);
        var below = await register.CreateAsync(register.Cell(sector: Sector.School), section.Name);
        var beside = await register.CreateAsync(register.Cell(sector: Sector.Agency), committee.Name);
        Assert.Equal([section, below, beside], await ListAsync(new() { Parent = committee.Name }));
        Assert.Equal([beside, section], await ListAsync(new() { Parent = committee.Name, Depth = Depth.Children }));
        Assert.Equal([below, beside], await ListAsync(new() { Parent = committee.Name, Kind = Kind.Cell, Depth = Depth.Subtree }));
        Assert.Equal([beside], await ListAsync(new() { Parent = committee.Name, Sector = Sector.Agency }));
    }

    [Theory]
    [InlineData("dien bien", true)]
    [InlineData("Điện Biên", true)]
    [InlineData("PHỦ", true)]
    [InlineData("bien phu dien", true)]
    [InlineData("die", true)]
    [InlineData("ien bien", false)]
    [InlineData("%", false)]
    [InlineData("d_en", false)]
    public async Task Words_are_found_without_tones(string query, bool found)
    {
        var wards = await ListAsync(new() { Parent = Province, Kind = Kind.Ward, Query = query });
        Assert.Equal(found, wards.Any(ward => ward.Code == "03127"));
    }

    [Fact]
    public async Task Without_a_parent_everything_in_the_scope_is_listed()
    {
        var own = await register.Organizations.ListOrganizationsAsync(new ListOrganizationsRequest { Kind = Kind.Commune }, register.As("secretary", NaTau));
        Assert.Equal([NaTau], own.Organizations.Select(o => o.Name));
        Assert.Equal(45, (await ListAsync(new() { Parent = Province, AsOf = "2025-07-01", Depth = Depth.Children })).Count(o => (o.Kind is Kind.Commune or Kind.Ward) && o.Code.StartsWith("03", StringComparison.Ordinal)));
        Assert.DoesNotContain(await ListAsync(new() { Parent = Province, AsOf = "2025-06-30" }), o => o.Kind is Kind.Commune or Kind.Ward && o.Code.StartsWith("03", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once() => (await RefusedAsync(new()
    {
        PageSize = -1, PageToken = "forged", Depth = (Depth)9, Kind = (Kind)99, Sector = (Sector)99, AsOf = "2025-02-29", KnownAt = new Timestamp { Seconds = long.MaxValue }, Query = "a b c d e f g",
    })).IsInvalid("depth VALUE_UNKNOWN", "as_of DATE_INVALID", "known_at TIME_INVALID", "kind VALUE_UNKNOWN", "sector VALUE_UNKNOWN", "query TEXT_LENGTH", "page_size PAGE_SIZE_NEGATIVE", "page_token PAGE_TOKEN_INVALID");

    [Fact]
    public async Task A_token_is_good_for_its_question_and_its_caller_alone()
    {
        var question = new ListOrganizationsRequest { Parent = Province, PageSize = 2 };
        question.PageToken = (await register.Organizations.ListOrganizationsAsync(question, register.Board)).NextPageToken;
        Assert.Equal(3, (await register.Organizations.ListOrganizationsAsync(new(question) { PageSize = 3 }, register.Board)).Organizations.Count);
        (await RefusedAsync(new(question) { Kind = Kind.Ward })).IsInvalid("page_token PAGE_TOKEN_INVALID");
        (await RefusedAsync(new(question) { PageToken = question.PageToken[..^2] })).IsInvalid("page_token PAGE_TOKEN_INVALID");
        (await RefusedAsync(question, register.As("it", Province))).IsInvalid("page_token PAGE_TOKEN_INVALID");
    }

    [Fact]
    public async Task A_parent_outside_the_scope_is_not_found()
    {
        foreach (var parent in (string[])[MuongPhang, Province, "organizations/x"])
        {
            (await RefusedAsync(new() { Parent = parent }, register.As("clerk", NaTau))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        }
    }

    private Task<Organization> CommitteeAsync() =>
        register.CreateAsync(new Organization { Code = register.NewCode("G"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ cơ sở", EstablishedOn = "2015-01-01" });

    private async Task<IReadOnlyList<Organization>> ListAsync(ListOrganizationsRequest request) => (await register.Organizations.ListOrganizationsAsync(request, register.Board)).Organizations;

    private async Task<IReadOnlyList<Organization>> PagesAsync(ListOrganizationsRequest request)
    {
        var list = new List<Organization>();
        do
        {
            var page = await register.Organizations.ListOrganizationsAsync(request, register.Board);
            Assert.InRange(page.Organizations.Count, 1, request.PageSize);
            list.AddRange(page.Organizations);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return list;
    }

    private Task<Refusal> RefusedAsync(ListOrganizationsRequest request, CallOptions? caller = null) =>
        Refusal.OfAsync(register.Organizations.ListOrganizationsAsync(request, caller ?? register.Board));
}
