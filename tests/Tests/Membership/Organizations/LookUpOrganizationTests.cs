using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Organizations;

[Collection(SharedRegister.Name)]
public sealed class LookUpOrganizationTests(RegisterFixture register)
{
    [Fact]
    public async Task A_code_finds_its_organisation_within_the_scope()
    {
        Assert.Equal(NaTau, (await register.Organizations.LookUpOrganizationAsync(new LookUpOrganizationRequest { Code = "03316" }, register.As("clerk", NaTau))).Name);
        foreach (var code in (string[])["03325", "11", "no-such-code", "mã sai"])
        {
            (await RefusedAsync(code)).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        }

        (await RefusedAsync("")).IsInvalid("code FIELD_REQUIRED");
    }

    [Fact]
    public async Task What_is_dissolved_is_still_found_by_its_code()
    {
        var cell = await register.CellAsync();
        await register.DissolveAsync(cell.Name, "2020-01-01");
        Assert.Equal("2020-01-01", (await register.Organizations.LookUpOrganizationAsync(new LookUpOrganizationRequest { Code = cell.Code }, register.Board)).DissolvedOn);
    }

    private Task<Refusal> RefusedAsync(string code) =>
        Refusal.OfAsync(register.Organizations.LookUpOrganizationAsync(new LookUpOrganizationRequest { Code = code }, register.As("clerk", NaTau)));
}
