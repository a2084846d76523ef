using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Sector = DienBien.Membership.V1.Organization.Types.Sector;

namespace DienBien.Platform.Tests.Membership.Organizations;

[Collection(SharedRegister.Name)]
public sealed class CreateOrganizationTests(RegisterFixture register)
{
    [Fact]
    public async Task A_new_cell_can_be_read_and_goes_out_on_feed_and_audit_log()
    {
        var input = register.Cell();
        // Decomposed, with a line break: stored NFC with one space.
        input.DisplayName = " Chi bộ\nbản  Nà Sáng ".Normalize(System.Text.NormalizationForm.FormD);
        var created = await register.CreateAsync(input);
        Assert.Equal((input.Code, NaTau, "Chi bộ bản Nà Sáng", "2015-01-01", "\"1\""), (created.Code, created.Parent, created.DisplayName, created.EstablishedOn, created.Etag));
        Assert.Equal(created, await register.Organizations.GetOrganizationAsync(new GetOrganizationRequest { Name = created.Name }, register.Board));
        Assert.Equal(created, await register.Organizations.LookUpOrganizationAsync(new LookUpOrganizationRequest { Code = input.Code }, register.Board));
        Assert.Equal(["OrganizationChanged"], await register.EventsAsync(created.Name));
        Assert.Equal(["CreateOrganization"], await register.AuditAsync(created.Name));
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        var refusal = await RefusedAsync(new Organization
        {
            Code = "-x", Kind = (Kind)99, Sector = (Sector)99, DisplayName = new string('a', 256), AreaCode = "0331", PartyCode = new string('1', 25), EstablishedOn = "2025-02-29",
        });
        refusal.IsInvalid(
            "organization.code CODE_INVALID", "organization.kind VALUE_UNKNOWN", "organization.display_name TEXT_LENGTH", "organization.sector VALUE_UNKNOWN",
            "organization.party_code TEXT_LENGTH", "organization.established_on DATE_INVALID", "organization.area_code AREA_CODE_INVALID");
        (await RefusedAsync(new Organization())).IsInvalid(
            "organization.code FIELD_REQUIRED", "organization.kind FIELD_REQUIRED", "organization.display_name FIELD_REQUIRED", "organization.established_on FIELD_REQUIRED");
        (await RefusedAsync(register.Cell(sector: default))).IsInvalid("organization.sector FIELD_REQUIRED");
        (await RefusedAsync(null)).IsInvalid("organization FIELD_REQUIRED");
        (await RefusedAsync(register.Cell(), parent: "")).IsInvalid("parent FIELD_REQUIRED");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData("mã")]
    [InlineData("a\n")]
    [InlineData("123456789012345678901234567890123")]
    public async Task A_malformed_code_is_refused(string code) => (await RefusedAsync(register.Cell(code))).IsInvalid(code.Length == 0 ? "organization.code FIELD_REQUIRED" : "organization.code CODE_INVALID");

    [Theory]
    [InlineData("2024-02-29", true)]
    [InlineData("2023-02-29", false)]
    [InlineData("29/02/2024", false)]
    [InlineData("1899-12-31", false)]
    public async Task A_day_must_exist(string day, bool exists)
    {
        if (exists)
        {
            Assert.Equal(day, (await register.CellAsync(day)).EstablishedOn);
        }
        else
        {
            (await RefusedAsync(register.Cell(since: day))).IsInvalid("organization.established_on DATE_INVALID");
        }
    }

    [Fact]
    [Rule("R-ORG-6")]
    public async Task A_village_cell_hangs_directly_under_a_commune()
    {
        var committee = await register.CreateAsync(new Organization { Code = register.NewCode("G"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ cơ sở", EstablishedOn = "2015-01-01" });
        (await RefusedAsync(register.Cell(), committee.Name)).IsForbidden("parent VILLAGE_CELL_PARENT", "R-ORG-6");
        Assert.Equal(committee.Name, (await register.CreateAsync(register.Cell(sector: Sector.School), committee.Name)).Parent);
        (await RefusedAsync(new Organization { Code = register.NewCode(), Kind = Kind.Commune, DisplayName = "Xã", EstablishedOn = "2015-01-01" }, committee.Name))
            .Is(StatusCode.FailedPrecondition, "PARENT_KIND");
    }

    [Fact]
    [Rule("R-ORG-13")]
    public async Task A_code_is_taken_for_ever_wherever_it_was_given_out()
    {
        var far = await register.CreateAsync(register.Cell(), MuongPhang);
        await register.DissolveAsync(far.Name, "2020-01-01");
        var refusal = await RefusedAsync(register.Cell(far.Code), NaTau, register.As("clerk", NaTau, "en"));
        refusal.Is(StatusCode.AlreadyExists, "CODE_TAKEN");
        Assert.Equal(["organization.code CODE_TAKEN"], refusal.Fields);
        Assert.Equal("The code is taken; codes are never used again.", refusal.Text);
    }

    [Fact]
    public async Task A_parent_outside_the_scope_is_the_same_as_one_that_does_not_exist()
    {
        var clerk = register.As("clerk", NaTau);
        foreach (var parent in (string[])[MuongPhang, Province, "organizations/" + Guid.CreateVersion7(), "organizations/x"])
        {
            (await RefusedAsync(register.Cell(), parent, clerk)).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        }

        (await RefusedAsync(register.Cell(), NaTau, register.As("secretary", NaTau))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
    }

    [Fact]
    public async Task Under_a_dissolved_parent_nothing_is_set_up()
    {
        var committee = await register.CreateAsync(new Organization { Code = register.NewCode("G"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ cơ sở", EstablishedOn = "2015-01-01" });
        await register.DissolveAsync(committee.Name, "2020-01-01");
        (await RefusedAsync(register.Cell(sector: Sector.School), committee.Name)).Is(StatusCode.FailedPrecondition, "ORGANIZATION_DISSOLVED");
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_another_body_is_refused()
    {
        var request = new CreateOrganizationRequest { Parent = NaTau, Organization = register.Cell(), RequestId = Guid.CreateVersion7().ToString() };
        var first = await register.Organizations.CreateOrganizationAsync(request, register.Board);
        Assert.Equal(first, await register.Organizations.CreateOrganizationAsync(request, register.Board));
        Assert.Single(await register.EventsAsync(first.Name));
        request.Organization.DisplayName = "Chi bộ khác";
        (await Refusal.OfAsync(register.Organizations.CreateOrganizationAsync(request, register.Board))).IsInvalid("request_id REQUEST_ID_REUSED");
        request.RequestId = "no-uuid";
        (await Refusal.OfAsync(register.Organizations.CreateOrganizationAsync(request, register.Board))).IsInvalid("request_id UUID_INVALID");
    }

    [Fact]
    public async Task Checking_only_says_what_would_be_refused_and_keeps_nothing()
    {
        var request = new CreateOrganizationRequest { Parent = NaTau, Organization = register.Cell(), RequestId = Guid.CreateVersion7().ToString(), ValidateOnly = true };
        var tried = await register.Organizations.CreateOrganizationAsync(request, register.Board);
        Assert.Equal((request.Organization.Code, "", ""), (tried.Code, tried.Name, tried.Etag));
        (await Refusal.OfAsync(register.Organizations.LookUpOrganizationAsync(new LookUpOrganizationRequest { Code = tried.Code }, register.Board))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        request.ValidateOnly = false;
        var created = await register.Organizations.CreateOrganizationAsync(request, register.Board);
        Assert.Single(await register.EventsAsync(created.Name));
        (await Refusal.OfAsync(register.Organizations.CreateOrganizationAsync(new CreateOrganizationRequest(request) { RequestId = "", ValidateOnly = true }, register.Board)))
            .Is(StatusCode.AlreadyExists, "CODE_TAKEN");
    }

    [Theory]
    [Rule("R-ORG-16")]
    [InlineData("11.033.160.000.001", false)]
    [InlineData("11.033.16", true)]
    [InlineData("11.033.160.000.0011", true)]
    public async Task An_unusual_party_code_is_stored_with_a_warning(string code, bool unusual)
    {
        var input = register.Cell();
        input.PartyCode = code;
        using var call = register.Organizations.CreateOrganizationAsync(new CreateOrganizationRequest { Parent = NaTau, Organization = input }, register.Board);
        Assert.Equal(code, (await call).PartyCode);
        Assert.Equal(unusual ? "organization.party_code PARTY_CODE_FORMAT R-ORG-16" : null, (await call.ResponseHeadersAsync).GetValue("platform-warning"));
    }

    [Fact]
    [Rule("R-ORG-16")]
    public async Task A_file_gets_the_same_warning()
    {
        var answer = await register.ImportAsync("organizations", $"""
            code,parentCode,kind,sector,name,areaCode,establishedOn,partyCode
            {register.NewCode("C")},03316,CELL,VILLAGE,Chi bộ bản,,2015-01-01,11.033.16
            {register.NewCode("C")},03316,CELL,VILLAGE,Chi bộ bản,,2015-01-01,11.033.160.000.001
            """);
        var warning = Assert.Single(answer["warnings"]!.AsArray())!;
        Assert.Equal((2, 2, "partyCode", "PARTY_CODE_FORMAT", "R-ORG-16"), ((int)answer["accepted"]!, (int)warning["line"]!, (string?)warning["field"], (string?)warning["reason"], (string?)warning["rule"]));
    }

    [Fact]
    public async Task Of_two_writers_with_the_same_code_one_wins()
    {
        var code = register.NewCode("C");
        var calls = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            try
            {
                return (await register.CreateAsync(register.Cell(code))).Etag;
            }
            catch (RpcException refused)
            {
                return refused.StatusCode.ToString();
            }
        }));
        Assert.Equal(["\"1\"", "AlreadyExists"], (await Task.WhenAll(calls)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Json_takes_the_organisation_as_the_body()
    {
        using var body = new StringContent($$"""{"code":"{{register.NewCode("C")}}","kind":"CELL","sector":"VILLAGE","displayName":"Chi bộ bản","establishedOn":"2020-02-29"}""", System.Text.Encoding.UTF8, "application/json");
        var (status, answer) = await register.SendAsync(HttpMethod.Post, $"/v1/{NaTau}/organizations?requestId={Guid.CreateVersion7()}", body);
        Assert.Equal((200, "2020-02-29", NaTau), (status, (string?)answer["establishedOn"], (string?)answer["parent"]));
    }

    private Task<Refusal> RefusedAsync(Organization? organization, string parent = NaTau, CallOptions? caller = null) =>
        Refusal.OfAsync(register.Organizations.CreateOrganizationAsync(new CreateOrganizationRequest { Parent = parent, Organization = organization }, caller ?? register.Board));
}
