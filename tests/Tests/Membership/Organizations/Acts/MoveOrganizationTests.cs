using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using Sector = DienBien.Membership.V1.Organization.Types.Sector;

namespace DienBien.Platform.Tests.Membership.Organizations.Acts;

[Collection(SharedRegister.Name)]
[Rule("R-ORG-13")]
public sealed class MoveOrganizationTests(RegisterFixture register)
{
    [Fact]
    public async Task Everything_below_goes_with_it()
    {
        var (from, to) = (await register.CommuneAsync(), await register.CommuneAsync());
        var committee = await CommitteeAsync(from);
        var cell = await register.CreateAsync(register.Cell(sector: Sector.School), committee.Name);
        var member = await register.CreateAsync(register.Person(), cell.Name);
        var request = Move(committee, to);
        var preview = await MoveAsync(new MoveOrganizationRequest(request) { ValidateOnly = true });
        Assert.Equal(from.Name, (await register.OrganizationAsync(committee.Name)).Parent);
        var result = await MoveAsync(request);
        Assert.Equal((committee.Name, from.Name, to.Name), (result.Organizations.Single().Subject, result.Organizations.Single().FromOrganization, result.Organizations.Single().ToOrganization));
        Assert.Equal((to.Name, committee.Name), ((await register.OrganizationAsync(committee.Name)).Parent, (await register.OrganizationAsync(cell.Name)).Parent));
        Assert.Equal([member.MemberNumber], await register.NumbersAsync(to.Name));
        Assert.Empty(await register.NumbersAsync(from.Name));
        Assert.Equal(2, (await register.Organizations.ListOrganizationsAsync(new ListOrganizationsRequest { Parent = to.Name }, register.Board)).Organizations.Count);
        // A board of the new commune sees it at once, the old one's no longer.
        var get = new GetOrganizationRequest { Name = cell.Name };
        Assert.Equal(cell.Code, (await register.Organizations.GetOrganizationAsync(get, register.As("organization-board", to.Name))).Code);
        (await Refusal.OfAsync(register.Organizations.GetOrganizationAsync(get, register.As("organization-board", from.Name)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        // Its numbers count in the new commune from now on.
        (await Refusal.OfAsync(register.Members.CreateMemberAsync(new CreateMemberRequest { Parent = to.Name, Member = register.Person(number: member.MemberNumber) }, register.Board)))
            .Is(StatusCode.AlreadyExists, "MEMBER_NUMBER_TAKEN");
        (result.Act.Name, result.Act.CreateTime) = ("", null);
        Assert.Equal(result, preview);
    }

    [Fact]
    [Rule("R-ORG-6")]
    public async Task The_rules_are_those_of_its_creation()
    {
        var commune = await register.CommuneAsync();
        var (cell, committee) = (await register.CellAsync(parent: commune.Name), await CommitteeAsync(commune));
        (await RefusedAsync(Move(cell, committee))).IsForbidden("organization VILLAGE_CELL_PARENT", "R-ORG-6");
        (await RefusedAsync(Move(cell, await register.OrganizationAsync(Province)))).IsForbidden("organization VILLAGE_CELL_PARENT", "R-ORG-6");
        (await RefusedAsync(Move(commune, committee))).IsForbidden("new_parent ORGANIZATIONS_NESTED", "R-ORG-13");
        (await RefusedAsync(Move(cell, commune))).Is(StatusCode.FailedPrecondition, "PARENT_UNCHANGED");
    }

    [Fact]
    public async Task Lists_of_a_day_before_show_the_tree_of_then()
    {
        var (from, to) = (await register.CommuneAsync(), await register.CommuneAsync());
        var (stays, committee) = (await register.CellAsync(parent: from.Name), await CommitteeAsync(from));
        var cell = await register.CreateAsync(register.Cell(sector: Sector.School), committee.Name);
        await MoveAsync(Move(committee, to));
        foreach (var depth in (ListOrganizationsRequest.Types.Depth[])[default, ListOrganizationsRequest.Types.Depth.Children])
        {
            string[] all = depth == default ? [stays.Code, committee.Code, cell.Code] : [stays.Code, committee.Code];
            Assert.Equal(all, await ListAsync(from, "2024-05-31", depth));
            Assert.Equal([], await ListAsync(to, "2024-05-31", depth));
            Assert.Equal([stays.Code], await ListAsync(from, "2024-06-01", depth));
            Assert.Equal(all[1..], await ListAsync(to, "2024-06-01", depth));
        }

        Assert.Equal(from.Name, (await register.ListedAsync(committee, new ListOrganizationsRequest { AsOf = "2024-05-31" }))!.Parent);
        Assert.Equal([cell.Code], await ListAsync(committee, "2024-05-31", default));
    }

    [Fact]
    public async Task A_second_move_comes_after_the_first()
    {
        var (one, two) = (await register.CommuneAsync(), await register.CommuneAsync());
        var cell = await register.CellAsync(parent: one.Name);
        await MoveAsync(Move(cell, two));
        (await RefusedAsync(Move(cell, one))).IsForbidden("organization ACT_NOT_LATER", "R-ORG-13");
        Assert.Equal(one.Name, (await MoveAsync(new MoveOrganizationRequest(Move(cell, one)) { EffectiveOn = "2024-06-02" })).Organizations.Single().ToOrganization);
    }

    private static MoveOrganizationRequest Move(Organization organization, Organization to) =>
        new() { Parent = Province, Organization = organization.Name, NewParent = to.Name, EffectiveOn = "2024-06-01", DocumentNumber = "5-QĐ/TU" };

    private Task<Organization> CommitteeAsync(Organization commune) =>
        register.CreateAsync(new Organization { Code = register.NewCode("G"), Kind = Kind.Grassroots, DisplayName = "Đảng bộ cơ sở", EstablishedOn = "2015-01-01" }, commune.Name);

    private async Task<OrganizationActResult> MoveAsync(MoveOrganizationRequest request) => await register.Acts.MoveOrganizationAsync(request, register.Board);

    private async Task<IEnumerable<string>> ListAsync(Organization parent, string day, ListOrganizationsRequest.Types.Depth depth) =>
        (await register.Organizations.ListOrganizationsAsync(new ListOrganizationsRequest { Parent = parent.Name, AsOf = day, Depth = depth }, register.Board)).Organizations.Select(o => o.Code);

    private Task<Refusal> RefusedAsync(MoveOrganizationRequest request) => Refusal.OfAsync(register.Acts.MoveOrganizationAsync(request, register.Board));
}
