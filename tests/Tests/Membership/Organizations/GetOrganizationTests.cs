using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using static DienBien.Platform.Tests.Membership.RegisterFixture;

namespace DienBien.Platform.Tests.Membership.Organizations;

[Collection(SharedRegister.Name)]
public sealed class GetOrganizationTests(RegisterFixture register)
{
    [Fact]
    public async Task What_lies_outside_the_scope_is_the_same_as_what_does_not_exist()
    {
        var clerk = register.As("clerk", NaTau);
        var own = await register.Organizations.GetOrganizationAsync(new GetOrganizationRequest { Name = NaTau }, clerk);
        Assert.Equal(("03316", Province, Organization.Types.Kind.Commune), (own.Code, own.Parent, own.Kind));
        foreach (var name in (string[])[MuongPhang, "organizations/" + Guid.CreateVersion7(), "organizations/x", "villages/x"])
        {
            (await Refusal.OfAsync(register.Organizations.GetOrganizationAsync(new GetOrganizationRequest { Name = name }, clerk))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        }
    }

    [Fact]
    public async Task Who_holds_the_permission_nowhere_is_refused_before_any_look_up() =>
        (await Refusal.OfAsync(register.Organizations.GetOrganizationAsync(new GetOrganizationRequest { Name = "organizations/x" }, register.As("indicator-viewer", Province))))
            .Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");

    [Fact]
    public async Task Without_a_token_nobody_is_known() =>
        (await Refusal.OfAsync(register.Organizations.GetOrganizationAsync(new GetOrganizationRequest { Name = NaTau }, Nobody))).Is(StatusCode.Unauthenticated, "TOKEN_MISSING");
}
