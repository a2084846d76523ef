using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Sector = DienBien.Membership.V1.Organization.Types.Sector;

namespace DienBien.Platform.Tests.Membership.Organizations;

[Collection(SharedRegister.Name)]
public sealed class UpdateOrganizationTests(RegisterFixture register)
{
    [Fact]
    public async Task A_correction_is_a_new_version_and_the_old_one_stays_readable()
    {
        var before = await register.CellAsync();
        var after = await UpdateAsync(new Organization(before) { DisplayName = "Chi bộ bản Huổi Hẹ", AreaCode = "03316", Kind = Kind.Sectional, Code = "other" }, "display_name", "area_code");
        Assert.Equal(("Chi bộ bản Huổi Hẹ", "03316", "\"2\"", before.Code, before.Kind), (after.DisplayName, after.AreaCode, after.Etag, after.Code, after.Kind));
        Assert.Equal(before.CreateTime, after.CreateTime);
        Assert.Equal(before, await register.ListedAsync(before, new ListOrganizationsRequest { Parent = NaTau, KnownAt = before.UpdateTime }));
        Assert.Equal(["OrganizationChanged", "OrganizationChanged"], await register.EventsAsync(before.Name));
        Assert.Equal(["CreateOrganization", "UpdateOrganization"], await register.AuditAsync(before.Name));
    }

    [Fact]
    public async Task Nothing_new_makes_no_version()
    {
        var before = await register.CellAsync();
        Assert.Equal(before, await UpdateAsync(before, "*"));
        Assert.Single(await register.EventsAsync(before.Name));
    }

    [Fact]
    public async Task A_mask_is_needed_and_may_name_only_what_can_be_corrected()
    {
        var cell = await register.CellAsync();
        (await RefusedAsync(cell)).IsInvalid("update_mask FIELD_REQUIRED");
        (await RefusedAsync(cell, "display_name", "kind")).IsInvalid("update_mask MASK_PATH_UNKNOWN");
        (await RefusedAsync(new Organization(cell) { DisplayName = " ", EstablishedOn = "2023-02-29", AreaCode = "x" }, "display_name", "established_on"))
            .IsInvalid("organization.display_name FIELD_REQUIRED", "organization.established_on DATE_INVALID");
        (await RefusedAsync(new Organization(cell) { AreaCode = "x" }, "area_code")).IsInvalid("organization.area_code AREA_CODE_INVALID");
        (await RefusedAsync(new Organization(cell) { Sector = default }, "sector")).IsInvalid("organization.sector FIELD_REQUIRED");
        (await Refusal.OfAsync(register.Organizations.UpdateOrganizationAsync(new UpdateOrganizationRequest(), register.Board))).IsInvalid("organization FIELD_REQUIRED");
    }

    [Fact]
    public async Task Of_two_writers_who_saw_the_same_version_one_wins()
    {
        var cell = await register.CellAsync();
        string[] names = ["Chi bộ bản Một", "Chi bộ bản Hai"];
        var calls = names.Select(name => Task.Run(() => OutcomeAsync(new Organization(cell) { DisplayName = name }))).ToList();
        var outcomes = await Task.WhenAll(calls);
        var winner = Assert.Single(outcomes, outcome => outcome.Stored is not null).Stored!;
        var loser = Assert.Single(outcomes, outcome => outcome.Refusal is not null).Refusal!;
        loser.Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal(("\"2\"", "\"2\""), (winner.Etag, loser.Metadata["etag"]));
        Assert.Equal(winner, await register.Organizations.GetOrganizationAsync(new GetOrganizationRequest { Name = cell.Name }, register.Board));
    }

    [Fact]
    public async Task Without_an_etag_the_later_writer_wins()
    {
        var cell = await register.CellAsync();
        await UpdateAsync(new Organization(cell) { DisplayName = "Chi bộ bản Một" }, "display_name");
        var after = await UpdateAsync(new Organization(cell) { DisplayName = "Chi bộ bản Hai", Etag = "" }, "display_name");
        Assert.Equal(("Chi bộ bản Hai", "\"3\""), (after.DisplayName, after.Etag));
    }

    [Fact]
    [Rule("R-ORG-6")]
    public async Task Another_sector_does_not_make_a_village_cell_where_none_may_stand()
    {
        var committee = await register.CreateAsync(new Organization { Code = register.NewCode("G"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ cơ sở", EstablishedOn = "2015-01-01" });
        var cell = await register.CreateAsync(register.Cell(sector: Sector.School), committee.Name);
        (await RefusedAsync(new Organization(cell) { Sector = Sector.Village }, "sector")).IsForbidden("organization.sector VILLAGE_CELL_PARENT", "R-ORG-6");
        var imported = await register.ImportAsync("organizations", $"""
            code,parentCode,kind,sector,name,areaCode,establishedOn
            {cell.Code},,CELL,VILLAGE,Chi bộ bản,,2015-01-01
            """);
        Assert.Equal(("sector", "VILLAGE_CELL_PARENT"), ((string?)imported["rejections"]![0]!["field"], (string?)imported["rejections"]![0]!["reason"]));
        Assert.Equal(Sector.Health, (await UpdateAsync(new Organization(cell) { Sector = Sector.Health }, "sector")).Sector);
    }

    [Fact]
    public async Task What_is_dissolved_was_not_established_later()
    {
        var cell = await register.DissolveAsync((await register.CellAsync()).Name, "2020-01-01");
        (await RefusedAsync(new Organization(cell) { EstablishedOn = "2020-01-01" }, "established_on")).IsInvalid("organization.established_on DISSOLVED_TOO_EARLY");
        Assert.Equal("2019-12-31", (await UpdateAsync(new Organization(cell) { EstablishedOn = "2019-12-31" }, "established_on")).EstablishedOn);
    }

    [Fact]
    public async Task What_lies_outside_the_scope_is_not_found()
    {
        var far = await register.CellAsync(parent: MuongPhang);
        var request = new UpdateOrganizationRequest { Organization = far, UpdateMask = new FieldMask { Paths = { "display_name" } } };
        (await Refusal.OfAsync(register.Organizations.UpdateOrganizationAsync(request, register.As("clerk", NaTau)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_another_body_is_refused()
    {
        var cell = await register.CellAsync();
        var request = new UpdateOrganizationRequest
        {
            Organization = new Organization(cell) { DisplayName = "Chi bộ bản Một" }, UpdateMask = new FieldMask { Paths = { "display_name" } }, RequestId = Guid.CreateVersion7().ToString(),
        };
        var first = await register.Organizations.UpdateOrganizationAsync(request, register.Board);
        Assert.Equal(first, await register.Organizations.UpdateOrganizationAsync(request, register.Board));
        request.Organization.DisplayName = "Chi bộ bản Hai";
        (await Refusal.OfAsync(register.Organizations.UpdateOrganizationAsync(request, register.Board))).IsInvalid("request_id REQUEST_ID_REUSED");
    }

    [Fact]
    public async Task Json_names_the_mask_in_its_own_way()
    {
        var cell = await register.CellAsync();
        using var body = new StringContent("""{"displayName":"Chi bộ bản Ba","areaCode":"03316","etag":"\"1\""}""", System.Text.Encoding.UTF8, "application/json");
        var (status, answer) = await register.SendAsync(HttpMethod.Patch, $"/v1/{cell.Name}?updateMask=displayName,areaCode", body);
        Assert.Equal((200, "Chi bộ bản Ba", "03316"), (status, (string?)answer["displayName"], (string?)answer["areaCode"]));
        using var stale = new StringContent("""{"displayName":"Chi bộ bản Bốn","etag":"\"1\""}""", System.Text.Encoding.UTF8, "application/json");
        (status, answer) = await register.SendAsync(HttpMethod.Patch, $"/v1/{cell.Name}?updateMask=displayName", stale);
        Assert.Equal((409, 10, "\"2\""), (status, (int)answer["code"]!, (string?)answer["details"]![0]!["metadata"]!["etag"]));
    }

    private async Task<Organization> UpdateAsync(Organization organization, params string[] mask) => await Call(organization, mask);

    private Task<Refusal> RefusedAsync(Organization organization, params string[] mask) => Refusal.OfAsync(Call(organization, mask));

    private AsyncUnaryCall<Organization> Call(Organization organization, string[] mask) => register.Organizations.UpdateOrganizationAsync(
        new UpdateOrganizationRequest { Organization = organization, UpdateMask = new FieldMask { Paths = { mask } } }, register.Board);

    private async Task<(Organization? Stored, Refusal? Refusal)> OutcomeAsync(Organization organization)
    {
        var call = Call(organization, ["display_name"]);
        try
        {
            return (await call, null);
        }
        catch (RpcException)
        {
            return (null, await Refusal.OfAsync(call));
        }
    }
}
