using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Role = DienBien.Membership.V1.OrganizationAct.Types.Part.Types.Role;
using Sector = DienBien.Membership.V1.Organization.Types.Sector;

namespace DienBien.Platform.Tests.Membership.Organizations.Acts;

[Collection(SharedRegister.Name)]
[Rule("R-ORG-13")]
public sealed class MergeOrganizationsTests(RegisterFixture register)
{
    [Fact]
    public async Task Members_and_villages_go_to_the_cell_that_goes_on()
    {
        var commune = await register.CommuneAsync();
        var (source, successor) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        var (moved, stayed) = (await register.CreateAsync(register.Person(), source.Name), await register.CreateAsync(register.Person(), successor.Name));
        var village = await register.VillageAsync(commune: commune.Name);
        await register.LinkAsync(village.Name, source.Name, independent: true, "2016-01-01");
        var result = await MergeAsync(Merger(commune, successor, source));
        Assert.Equal((1, 0, 1), (result.Act.MemberCount, result.Act.OrganizationCount, result.Act.VillageCount));
        Assert.Equal((moved.Name, source.Name, successor.Name), (result.Members.Single().Subject, result.Members.Single().FromOrganization, result.Members.Single().ToOrganization));
        Assert.Equal([(source.Code, Role.Source), (successor.Code, Role.Successor)], result.Act.Parts.Select(part => (part.Code, part.Role)));
        Assert.Equal("2024-06-01", (await register.OrganizationAsync(source.Name)).DissolvedOn);
        Assert.Equal([moved.MemberNumber, stayed.MemberNumber], await register.NumbersAsync(successor.Name));
        Assert.Equal([moved.MemberNumber], await register.NumbersAsync(source.Name, "2024-05-31"));
        Assert.Equal([stayed.MemberNumber], await register.NumbersAsync(successor.Name, "2024-05-31"));
        Assert.Equal([moved.MemberNumber, stayed.MemberNumber], await register.NumbersAsync(successor.Name, "2024-06-01"));
        Assert.Equal(["0 2016-01-01–2024-05-31*", "1 2024-06-01–*"], Links(await register.VillageOfAsync(village.Name), source, successor));
        Assert.Equal(["MemberChanged", "MemberLeft", "MemberChanged"], await register.EventsAsync(moved.Name));
        Assert.Equal(["CreateMember"], (await register.AuditAsync(stayed.Name)).Distinct());
        Assert.Equal(["OFFICIAL_MEMBERS_FEW"], result.Findings.Select(finding => finding.Reason));
        Assert.Equal(["MergeOrganizations"], await register.AuditAsync(result.Act.Name));
    }

    [Fact]
    public async Task Who_died_before_the_day_was_never_in_the_cell_that_goes_on()
    {
        var commune = await register.CommuneAsync();
        var (source, successor) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        var member = await register.CreateAsync(register.Person(), source.Name);
        await MergeAsync(Merger(commune, successor, source));
        await register.FactAsync(member.Name, new MemberFact { Kind = MemberFact.Types.Kind.Died, Since = "2024-05-20" });
        Assert.Equal([member.MemberNumber], await register.NumbersAsync(source.Name, "2024-05-19"));
        Assert.Empty(await register.NumbersAsync(successor.Name, "2023-01-01"));
        Assert.Equal(source.Name, (await register.Members.GetMemberAsync(new GetMemberRequest { Name = member.Name }, register.Board)).Organization);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_was_taken_for_dead_goes_with_the_others_when_that_is_taken_back(bool before)
    {
        var commune = await register.CommuneAsync();
        var (source, successor) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        var member = await register.CreateAsync(register.Person(), source.Name);
        var death = new MemberFact { Kind = MemberFact.Types.Kind.Died, Since = "2024-05-20" };
        var mistake = before ? await register.FactAsync(member.Name, death) : null;
        await MergeAsync(Merger(commune, successor, source));
        mistake ??= await register.FactAsync(member.Name, death);
        await register.Facts.RetractMemberFactAsync(new RetractMemberFactRequest { Name = mistake.Name, Consent = "5-CV/ĐU" }, register.Board);
        Assert.Equal([member.MemberNumber], await register.NumbersAsync(source.Name, "2024-05-31"));
        Assert.Equal([member.MemberNumber], await register.NumbersAsync(successor.Name, "2024-06-01"));
        Assert.Equal([member.MemberNumber], await register.NumbersAsync(successor.Name));
        Assert.Equal([(source.Name, "2018-03-03", "2024-06-01"), (successor.Name, "2024-06-01", "")], await register.TermsAsync(member.Name));
    }

    [Fact]
    public async Task The_preview_is_the_result_and_changes_nothing()
    {
        var commune = await register.CommuneAsync();
        var (one, two, successor) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        foreach (var cell in (Organization[])[one, two, successor])
        {
            await register.CreateAsync(register.Person(), cell.Name);
            await register.LinkAsync((await register.VillageAsync(commune: commune.Name)).Name, cell.Name, independent: true, "2016-01-01");
        }

        var (request, before) = (Merger(commune, successor, one, two), await register.LastPositionAsync());
        var preview = await MergeAsync(new MergeOrganizationsRequest(request) { ValidateOnly = true });
        Assert.Equal(before, await register.LastPositionAsync());
        var result = await MergeAsync(request);
        Assert.Equal((2, 3), (result.Members.Count, result.Villages.Count));
        (result.Act.Name, result.Act.CreateTime) = ("", null);
        Assert.Equal(result, preview);
    }

    [Fact]
    public async Task A_cell_that_serves_several_villages_is_no_villages_own()
    {
        var commune = await register.CommuneAsync();
        var (source, successor) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        var (first, second) = (await register.VillageAsync(commune: commune.Name), await register.VillageAsync(commune: commune.Name));
        await register.LinkAsync(first.Name, source.Name, independent: true, "2016-01-01");
        await register.LinkAsync(second.Name, successor.Name, independent: true, "2016-01-01");
        var result = await MergeAsync(Merger(commune, successor, source));
        Assert.Equal([(first.Name, false), (second.Name, false)], result.Villages.Select(move => (move.Subject, move.Independent)));
        Assert.Equal(["0 2016-01-01–2024-05-31*", "1 2024-06-01–"], Links(await register.VillageOfAsync(first.Name), source, successor));
        Assert.Equal(["1 2016-01-01–2024-05-31*", "1 2024-06-01–"], Links(await register.VillageOfAsync(second.Name), source, successor));
    }

    [Fact]
    [Rule("R-ORG-3")]
    public async Task Committees_become_a_new_one_with_what_lies_below_them()
    {
        var commune = await register.CommuneAsync();
        var (one, two) = (await CommitteeAsync(commune), await CommitteeAsync(commune));
        var cells = new[] { await register.CreateAsync(register.Cell(sector: Sector.School), one.Name), await register.CreateAsync(register.Cell(sector: Sector.School), two.Name) };
        var member = await register.CreateAsync(register.Person(), cells[1].Name);
        var request = new MergeOrganizationsRequest
        {
            Parent = commune.Name, Sources = { one.Name, two.Name }, EffectiveOn = "2024-06-01", DocumentNumber = "3-QĐ/ĐU",
            NewSuccessor = new Organization { Code = register.NewCode("H"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ hợp nhất" },
        };
        (await RefusedAsync(request)).IsForbidden("consents GRASSROOTS_SMALL", "R-ORG-3");
        request.Consents.Add((await register.ConsentAsync(one, OrganizationConsent.Types.Kind.SmallGrassroots, commune.Name)).Name);
        var preview = await MergeAsync(new MergeOrganizationsRequest(request) { ValidateOnly = true });
        var result = await MergeAsync(request);
        Assert.Equal(OrganizationAct.Types.Kind.Consolidation, result.Act.Kind);
        var created = result.Act.Parts.Single(part => part.Role == Role.NewSuccessor).Organization;
        Assert.Equal(("2024-06-01", commune.Name), ((await register.OrganizationAsync(created)).EstablishedOn, (await register.OrganizationAsync(created)).Parent));
        Assert.All(result.Organizations, move => Assert.Equal(created, move.ToOrganization));
        Assert.Equal(result.Organizations.Select(move => move.Subject), preview.Organizations.Select(move => move.Subject));
        Assert.All(preview.Organizations, move => Assert.Equal("", move.ToOrganization));
        Assert.Equal(created, (await register.OrganizationAsync(cells[0].Name)).Parent);
        Assert.Equal([member.MemberNumber], await register.NumbersAsync(created));
        Assert.Equal(2, (await register.Organizations.ListOrganizationsAsync(new ListOrganizationsRequest { Parent = created }, register.Board)).Organizations.Count);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused()
    {
        var (commune, other) = (await register.CommuneAsync(), await register.CommuneAsync());
        var (cell, late, foreign, committee) = (await register.CellAsync(parent: commune.Name), await register.CellAsync("2024-06-02", commune.Name), await register.CellAsync(parent: other.Name), await CommitteeAsync(commune));
        var request = Merger(commune, cell, committee);
        (await RefusedAsync(request)).IsForbidden("sources KINDS_DIFFER", "R-ORG-13");
        (await RefusedAsync(Merger(commune, cell, cell))).IsInvalid("sources ORGANIZATION_REPEATED");
        (await RefusedAsync(Merger(commune, cell))).IsInvalid("sources FIELD_REQUIRED");
        (await RefusedAsync(Merger(commune, cell, foreign))).IsInvalid("sources ORGANIZATION_UNKNOWN");
        (await RefusedAsync(Merger(commune, cell, late))).Is(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_YET");
        (await RefusedAsync(new MergeOrganizationsRequest(Merger(commune, cell, late)) { EffectiveOn = "2999-01-01", DocumentNumber = "" })).IsInvalid("effective_on DATE_IN_FUTURE", "document_number FIELD_REQUIRED");
        var below = await register.CreateAsync(new Organization { Code = register.NewCode("S"), Kind = Kind.Sectional, DisplayName = "Đảng bộ bộ phận", EstablishedOn = "2015-01-01" }, committee.Name);
        (await RefusedAsync(Merger(commune, below, committee))).IsForbidden("sources ORGANIZATIONS_NESTED", "R-ORG-13");
        // The village's cell may stand directly under a commune only.
        (await RefusedAsync(Merger(await register.OrganizationAsync(Province), committee, commune))).Is(StatusCode.FailedPrecondition, "ORGANIZATIONS_NESTED");
        await register.VillageAsync(commune: other.Name);
        (await RefusedAsync(Merger(await register.OrganizationAsync(Province), commune, other))).Is(StatusCode.FailedPrecondition, "VILLAGES_REMAIN");
        (await RefusedAsync(Merger(commune, cell, late), register.As("clerk", commune.Name))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
        (await RefusedAsync(Merger(commune, cell, late), register.As("organization-board", other.Name))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task A_number_taken_in_the_other_commune_is_refused()
    {
        var (one, two) = (await register.CommuneAsync(), await register.CommuneAsync());
        var (source, successor) = (await register.CellAsync(parent: one.Name), await register.CellAsync(parent: two.Name));
        var number = register.NewCode("P");
        await register.CreateAsync(register.Person(number: number), source.Name);
        await register.CreateAsync(register.Person(number: number), successor.Name);
        (await RefusedAsync(Merger(await register.OrganizationAsync(Province), successor, source))).Is(StatusCode.FailedPrecondition, "MEMBER_NUMBERS_CLASH");
    }

    [Fact]
    public async Task A_later_correction_keeps_where_the_member_was()
    {
        var commune = await register.CommuneAsync();
        var (source, successor) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        var member = await register.CreateAsync(register.Person(), source.Name);
        await MergeAsync(Merger(commune, successor, source));
        await register.Members.UpdateMemberAsync(new UpdateMemberRequest { Member = new Member { Name = member.Name, AdmittedOn = "2018-02-02" }, UpdateMask = new() { Paths = { "admitted_on" } } }, register.Board);
        Assert.Equal([(source.Name, "2018-02-02", "2024-06-01"), (successor.Name, "2024-06-01", "")], (await register.TermsAsync(member.Name)));
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_the_code_stays_taken()
    {
        var commune = await register.CommuneAsync();
        var (source, successor) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        var request = new MergeOrganizationsRequest(Merger(commune, successor, source)) { RequestId = Guid.CreateVersion7().ToString() };
        Assert.Equal(await MergeAsync(request), await MergeAsync(request));
        (await Refusal.OfAsync(register.Organizations.CreateOrganizationAsync(new CreateOrganizationRequest { Parent = commune.Name, Organization = register.Cell(source.Code) }, register.Board)))
            .Is(StatusCode.AlreadyExists, "CODE_TAKEN");
    }

    private Task<Organization> CommitteeAsync(Organization commune) =>
        register.CreateAsync(new Organization { Code = register.NewCode("G"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ cơ sở", EstablishedOn = "2015-01-01" }, commune.Name);

    private async Task<OrganizationActResult> MergeAsync(MergeOrganizationsRequest request) => await register.Acts.MergeOrganizationsAsync(request, register.Board);

    private Task<Refusal> RefusedAsync(MergeOrganizationsRequest request, CallOptions? caller = null) => Refusal.OfAsync(register.Acts.MergeOrganizationsAsync(request, caller ?? register.Board));
}
