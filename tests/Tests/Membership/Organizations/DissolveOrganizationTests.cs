using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Sector = DienBien.Membership.V1.Organization.Types.Sector;

namespace DienBien.Platform.Tests.Membership.Organizations;

[Collection(SharedRegister.Name)]
[Rule("R-ORG-13")]
public sealed class DissolveOrganizationTests(RegisterFixture register)
{
    [Fact]
    public async Task A_dissolved_cell_exists_before_the_day_and_no_longer_on_it()
    {
        var cell = await register.CellAsync();
        var dissolved = await register.DissolveAsync(cell.Name, "2024-02-29");
        Assert.Equal(("2024-02-29", "\"2\""), (dissolved.DissolvedOn, dissolved.Etag));
        Assert.True(await IsListedAsync(cell, "2024-02-28"));
        Assert.False(await IsListedAsync(cell, "2024-02-29"));
        Assert.Equal(dissolved, await register.Organizations.GetOrganizationAsync(new GetOrganizationRequest { Name = cell.Name }, register.Board));
        Assert.Equal(["OrganizationChanged", "OrganizationChanged"], await register.EventsAsync(cell.Name));
        Assert.Equal(["CreateOrganization", "DissolveOrganization"], await register.AuditAsync(cell.Name));
    }

    [Fact]
    public async Task Its_links_to_villages_end_the_day_before()
    {
        var (cell, other) = (await register.CellAsync(), await register.CellAsync());
        var village = await register.VillageAsync();
        await register.LinkAsync(village.Name, cell.Name, independent: true, "2016-01-01");
        await register.DissolveAsync(cell.Name, "2020-06-01");
        var after = await register.Villages.GetVillageAsync(new GetVillageRequest { Name = village.Name }, register.Board);
        Assert.Equal(["0 2016-01-01–2020-05-31*"], Links(after, cell));
        Assert.Equal(["CreateVillage", "LinkVillageCell", "DissolveOrganization"], await register.AuditAsync(village.Name));
        Assert.Equal(["0 2016-01-01–2020-05-31*", "1 2020-06-01–*"], Links(await register.LinkAsync(village.Name, other.Name, independent: true, "2020-06-01"), cell, other));
    }

    [Fact]
    public async Task It_is_refused_while_members_are_in_force()
    {
        var cell = await register.CellAsync();
        await register.MemberAsync(cell);
        var refusal = await RefusedAsync(cell, "2024-01-01", language: "en");
        refusal.IsForbidden("name ORGANIZATION_NOT_EMPTY", "R-ORG-13");
        Assert.Equal("There are still 0 organisations and 1 members under it.", refusal.Text);
        Assert.Equal("", (await register.Organizations.GetOrganizationAsync(new GetOrganizationRequest { Name = cell.Name }, register.Board)).DissolvedOn);
    }

    [Fact]
    public async Task It_is_refused_while_something_below_exists_on_the_day_or_later()
    {
        var committee = await register.CreateAsync(new Organization { Code = register.NewCode("G"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ cơ sở", EstablishedOn = "2015-01-01" });
        var cell = await register.CreateAsync(register.Cell(sector: Sector.School), committee.Name);
        (await RefusedAsync(committee, "2020-01-01")).Is(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_EMPTY");
        await register.DissolveAsync(cell.Name, "2020-01-02");
        (await RefusedAsync(committee, "2020-01-01")).Is(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_EMPTY");
        Assert.Equal("2020-01-02", (await register.DissolveAsync(committee.Name, "2020-01-02")).DissolvedOn);
    }

    [Fact]
    public async Task A_commune_is_not_dissolved_around_its_villages()
    {
        var commune = await register.CreateAsync(new Organization { Code = register.NewCode("X"), Kind = Kind.Commune, DisplayName = "Đảng bộ xã Thử Nghiệm", EstablishedOn = "2015-01-01" }, Province);
        await register.VillageAsync(commune: commune.Name);
        var refusal = await RefusedAsync(commune, "2020-01-01", language: "en");
        refusal.IsForbidden("name VILLAGES_REMAIN", "R-ORG-13");
        Assert.Equal("It still has 1 villages.", refusal.Text);
    }

    [Fact]
    public async Task The_day_lies_after_the_first_and_not_in_the_future()
    {
        var cell = await register.CellAsync("2020-01-01");
        (await RefusedAsync(cell, "")).IsInvalid("dissolved_on FIELD_REQUIRED");
        (await RefusedAsync(cell, "2023-02-29")).IsInvalid("dissolved_on DATE_INVALID");
        (await RefusedAsync(cell, "2999-01-01")).IsInvalid("dissolved_on DATE_IN_FUTURE");
        (await RefusedAsync(cell, "2020-01-01")).Is(StatusCode.FailedPrecondition, "DISSOLVED_TOO_EARLY");
        Assert.Equal("2020-01-02", (await register.DissolveAsync(cell.Name, "2020-01-02")).DissolvedOn);
    }

    [Fact]
    public async Task It_happens_once()
    {
        var dissolved = await register.DissolveAsync((await register.CellAsync()).Name, "2020-01-01");
        Assert.Equal(dissolved, await register.DissolveAsync(dissolved.Name, "2020-01-01"));
        (await RefusedAsync(dissolved, "2021-01-01")).Is(StatusCode.FailedPrecondition, "ORGANIZATION_DISSOLVED");
    }

    [Fact]
    public async Task It_needs_a_permission_of_its_own_and_a_fresh_etag()
    {
        var cell = await register.CellAsync();
        (await RefusedAsync(cell, "2020-01-01", "clerk", NaTau)).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
        (await RefusedAsync(cell, "2020-01-01", "organization-board", MuongPhang)).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        var refusal = await Refusal.OfAsync(register.Organizations.DissolveOrganizationAsync(
            new DissolveOrganizationRequest { Name = cell.Name, DissolvedOn = "2020-01-01", Etag = "\"7\"" }, register.Board));
        refusal.Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal(cell.Etag, refusal.Metadata["etag"]);
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer()
    {
        var request = new DissolveOrganizationRequest { Name = (await register.CellAsync()).Name, DissolvedOn = "2020-01-01", RequestId = Guid.CreateVersion7().ToString() };
        var first = await register.Organizations.DissolveOrganizationAsync(request, register.Board);
        Assert.Equal(first, await register.Organizations.DissolveOrganizationAsync(request, register.Board));
        request.DissolvedOn = "2020-01-02";
        (await Refusal.OfAsync(register.Organizations.DissolveOrganizationAsync(request, register.Board))).IsInvalid("request_id REQUEST_ID_REUSED");
    }

    private async Task<bool> IsListedAsync(Organization cell, string day) =>
        await register.ListedAsync(cell, new ListOrganizationsRequest { Parent = NaTau, AsOf = day }) is not null;

    private Task<Refusal> RefusedAsync(Organization organization, string day, string role = "organization-board", string at = Province, string? language = null) =>
        Refusal.OfAsync(register.Organizations.DissolveOrganizationAsync(new DissolveOrganizationRequest { Name = organization.Name, DissolvedOn = day }, register.As(role, at, language)));
}
