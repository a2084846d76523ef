using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;
using Part = DienBien.Membership.V1.SplitOrganizationRequest.Types.Part;
using Role = DienBien.Membership.V1.OrganizationAct.Types.Part.Types.Role;

namespace DienBien.Platform.Tests.Membership.Organizations.Acts;

[Collection(SharedRegister.Name)]
[Rule("R-ORG-13")]
public sealed class SplitOrganizationTests(RegisterFixture register)
{
    [Fact]
    public async Task What_is_listed_goes_and_the_rest_stays()
    {
        var commune = await register.CommuneAsync();
        var source = await register.CellAsync(parent: commune.Name);
        var (goes, stays) = (await register.CreateAsync(register.Person(), source.Name), await register.CreateAsync(register.Person(), source.Name));
        var (first, second) = (await register.VillageAsync(commune: commune.Name), await register.VillageAsync(commune: commune.Name));
        await register.LinkAsync(first.Name, source.Name, independent: true, "2016-01-01");
        await register.LinkAsync(second.Name, source.Name, independent: true, "2016-01-01");
        var request = Split(commune, source, new Part { Organization = register.Cell(), Members = { goes.Name }, Villages = { second.Name } });
        request.SourceContinues = true;
        var preview = await SplitAsync(new SplitOrganizationRequest(request) { ValidateOnly = true });
        var result = await SplitAsync(request);
        var created = result.Act.Parts.Single(part => part.Role == Role.NewSuccessor).Organization;
        Assert.Equal((1, 0, 1), (result.Act.MemberCount, result.Act.OrganizationCount, result.Act.VillageCount));
        Assert.Equal([goes.MemberNumber], await register.NumbersAsync(created));
        Assert.Equal([stays.MemberNumber], await register.NumbersAsync(source.Name));
        Assert.Equal("", (await register.OrganizationAsync(source.Name)).DissolvedOn);
        Assert.Equal(["0 2016-01-01–*"], Links(await register.VillageOfAsync(first.Name), source));
        Assert.Equal(["0 2016-01-01–2024-05-31*", "1 2024-06-01–*"], Links(await register.VillageOfAsync(second.Name), source, new Organization { Name = created }));
        Assert.Equal([(source.Name, "2018-03-03", "2024-06-01"), (created, "2024-06-01", "")], await register.TermsAsync(goes.Name));
        (result.Act.Name, result.Act.CreateTime, preview.Members[0].ToOrganization, preview.Villages[0].ToOrganization, preview.Act.Parts[1].Organization) = ("", null, created, created, created);
        preview.Findings.Single().Organization = created;
        Assert.Equal(result, preview);
    }

    [Fact]
    public async Task A_cell_that_is_dissolved_leaves_nobody_behind()
    {
        var commune = await register.CommuneAsync();
        var source = await register.CellAsync(parent: commune.Name);
        var (one, two) = (await register.CreateAsync(register.Person(), source.Name), await register.CreateAsync(register.Person(), source.Name));
        var request = Split(commune, source, new Part { Organization = register.Cell(), Members = { one.Name } }, new Part { Organization = register.Cell() });
        var refusal = await RefusedAsync(request, "en");
        refusal.IsForbidden("parts NOT_ASSIGNED", "R-ORG-13");
        Assert.Equal("Not listed in any part: 1 members, 0 organisations, 0 villages.", refusal.Text);
        request.Parts[1].Members.Add(two.Name);
        Assert.Equal(2, (await SplitAsync(request)).Act.MemberCount);
        Assert.Equal("2024-06-01", (await register.OrganizationAsync(source.Name)).DissolvedOn);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused()
    {
        var commune = await register.CommuneAsync();
        var (source, other) = (await register.CellAsync(parent: commune.Name), await register.CellAsync(parent: commune.Name));
        var (own, foreign) = (await register.CreateAsync(register.Person(), source.Name), await register.CreateAsync(register.Person(), other.Name));
        (await RefusedAsync(Split(commune, source, new Part { Organization = register.Cell() }))).IsInvalid("parts PARTS_FEW");
        (await RefusedAsync(Split(commune, source, new Part { Organization = register.Cell(), Members = { own.Name, "members/1" } }, new Part { Members = { own.Name } })))
            .IsInvalid("parts[0].members[1] NOT_OF_SOURCE", "parts[1].organization FIELD_REQUIRED", "parts[1].members[0] ASSIGNED_TWICE");
        (await RefusedAsync(Split(commune, source, new Part { Organization = register.Cell(), Members = { foreign.Name } }, new Part { Organization = register.Cell() })))
            .IsInvalid("parts[0].members[0] NOT_OF_SOURCE");
        (await RefusedAsync(Split(commune, source, new Part { Organization = register.Cell(source.Code) }, new Part { Organization = register.Cell() })))
            .Is(StatusCode.AlreadyExists, "CODE_TAKEN");
        Assert.Equal("", (await register.OrganizationAsync(source.Name)).DissolvedOn);
    }

    private static SplitOrganizationRequest Split(Organization parent, Organization source, params Part[] parts) =>
        new() { Parent = parent.Name, Source = source.Name, Parts = { parts }, EffectiveOn = "2024-06-01", DocumentNumber = "4-QĐ/ĐU" };

    private async Task<OrganizationActResult> SplitAsync(SplitOrganizationRequest request) => await register.Acts.SplitOrganizationAsync(request, register.Board);

    private Task<Refusal> RefusedAsync(SplitOrganizationRequest request, string? language = null) =>
        Refusal.OfAsync(register.Acts.SplitOrganizationAsync(request, register.As("organization-board", Province, language)));
}
