using System.Security.Claims;
using DienBien.Platform.Shared.Access;
using Xunit;

namespace DienBien.Platform.Tests.Access;

public sealed class CallerTests
{
    private const string Province = "01890000-0000-7000-8000-000000000011";
    private const string NaTau = "01890000-0000-7000-8000-000000003316";

    [Theory]
    [InlineData("province-admin", "organizations.dissolve", "feed.replicate")]
    [InlineData("organization-board", "organizations.dissolve", "feed.replicate")]
    [InlineData("clerk", "members.write", "organizations.dissolve")]
    [InlineData("secretary", "members.read", "members.write")]
    [InlineData("it", "villages.write", "organizations.dissolve")]
    [InlineData("indicator-viewer", "indicators.read", "members.read")]
    [InlineData("service", "feed.replicate", "members.read")]
    public void A_role_has_its_permissions_and_no_others(string role, string held, string lacking)
    {
        Assert.Contains(held, Roles.PermissionsOf(role).AsEnumerable());
        Assert.DoesNotContain(lacking, Roles.PermissionsOf(role).AsEnumerable());
    }

    [Fact]
    public void Only_services_replicate_feeds() =>
        Assert.Equal("service", Assert.Single(Roles.All, role => Roles.PermissionsOf(role).Contains("feed.replicate")));

    [Fact]
    public void An_unknown_role_has_no_permission() => Assert.Empty(Roles.PermissionsOf("chu-tich-vu-tru"));

    [Fact]
    public void A_permission_is_held_where_a_role_that_has_it_is_bound()
    {
        var caller = new Caller("an", "web", [new("clerk", NaTau), new("indicator-viewer", Province), new("secretary", NaTau)]);

        Assert.Equal([NaTau], caller.OrganizationsWith("members.read"));
        Assert.Equal([NaTau, Province], caller.OrganizationsWith("indicators.read"));
        Assert.Empty(caller.OrganizationsWith("organizations.dissolve"));
        Assert.True(caller.Holds("members.write"));
        Assert.False(caller.Holds("feed.read"));
    }

    [Theory]
    [InlineData("it")]
    [InlineData("@" + Province)]
    [InlineData("it@")]
    [InlineData("it@11")]
    [InlineData("it@01890000-0000-7000-8000-00000000001A")]
    [InlineData("it@" + Province + " ")]
    [InlineData("it@it@" + Province)]
    public void A_malformed_binding_grants_nothing(string binding)
    {
        var caller = Caller.From(new ClaimsPrincipal(new ClaimsIdentity([new("sub", "x"), new("bindings", binding), new("bindings", $"it@{NaTau}")])));

        Assert.Equal(new RoleBinding("it", NaTau), Assert.Single(caller.Bindings));
    }

    [Fact]
    public void Without_a_token_nothing_is_held() => Assert.Empty(Caller.Anonymous.Bindings);
}
