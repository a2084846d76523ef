using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Organizations.Acts;

[Collection(SharedRegister.Name)]
public sealed class RenameOrganizationTests(RegisterFixture register)
{
    [Fact]
    public async Task The_new_name_counts_from_its_day_on()
    {
        var cell = await register.CellAsync();
        var request = new RenameOrganizationRequest { Parent = NaTau, Organization = cell.Name, DisplayName = "Chi bộ bản Huổi Ngần", EffectiveOn = "2024-06-01", DocumentNumber = "6-QĐ/ĐU" };
        await register.Acts.RenameOrganizationAsync(new RenameOrganizationRequest(request) { ValidateOnly = true }, register.Board);
        Assert.Equal(cell.DisplayName, (await register.OrganizationAsync(cell.Name)).DisplayName);
        var result = await register.Acts.RenameOrganizationAsync(request, register.Board);
        Assert.Equal(cell.DisplayName, result.Act.Parts.Single().DisplayName);
        Assert.Equal("Chi bộ bản Huổi Ngần", (await register.OrganizationAsync(cell.Name)).DisplayName);
        Assert.Equal("Chi bộ bản Huổi Ngần", (await register.ListedAsync(cell, new ListOrganizationsRequest { Parent = NaTau, AsOf = "2024-06-01" }))!.DisplayName);
        Assert.Equal(cell.DisplayName, (await register.ListedAsync(cell, new ListOrganizationsRequest { Parent = NaTau, AsOf = "2024-05-31" }))!.DisplayName);
        (await Refusal.OfAsync(register.Acts.RenameOrganizationAsync(request, register.Board))).Is(StatusCode.FailedPrecondition, "NAME_UNCHANGED");
    }

    [Fact]
    public async Task The_province_keeps_its_name() => (await Refusal.OfAsync(register.Acts.RenameOrganizationAsync(
        new RenameOrganizationRequest { Parent = Province, Organization = Province, DisplayName = "Khác", EffectiveOn = "2024-06-01", DocumentNumber = "6" }, register.Board))).Is(StatusCode.FailedPrecondition, "PROVINCE_FIXED");
}
