using DienBien.Membership.V1;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Rulebook;

[Collection(SharedRegister.Name)]
public sealed class ListPoliciesTests(RegisterFixture register)
{
    [Fact]
    public async Task Policies_come_by_code_with_clause_and_effect_of_every_parameter()
    {
        var (found, request) = (new List<PublishedPolicy>(), new ListPoliciesRequest { PageSize = 3 });
        do
        {
            var page = await register.Policies.ListPoliciesAsync(request, register.As("secretary", RegisterFixture.NaTau));
            found.AddRange(page.Policies);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(found.Select(policy => policy.Code).Order(StringComparer.Ordinal), found.Select(policy => policy.Code));
        Assert.Superset(new HashSet<string> { "admission", "badges", "fees", "resolution-07", "transfer" }, found.Select(policy => policy.Code).ToHashSet());
        Assert.Equal(["organization-tree"], found.Where(policy => policy.Fixed).Select(policy => policy.Code));
        var early = found.Single(policy => policy.Code == "badges").Versions[0].Parameters.Single(parameter => parameter.Name == "earlyIllness");
        Assert.Equal(("\"12 m\"", "R-BDG-2", "A", true), (early.Value, early.Rule, early.Confidence, early.Blocks));
        Assert.All(found.SelectMany(policy => policy.Versions).SelectMany(version => version.Parameters), parameter => Assert.NotEmpty(parameter.Clause));
    }

    [Theory]
    [InlineData("2026-07-25", "294-QĐ/TW")]
    [InlineData("2026-07-26", "208-QĐ/TW")]
    public async Task On_a_day_one_version_is_in_force(string day, string label)
    {
        var policies = (await register.Policies.ListPoliciesAsync(new ListPoliciesRequest { AsOf = day }, register.Board)).Policies;
        Assert.Equal(label, Assert.Single(policies.Single(policy => policy.Code == "badges").Versions).Label);
    }

    [Fact]
    public async Task What_is_wrong_is_named() => (await Refusal.OfAsync(register.Policies.ListPoliciesAsync(new ListPoliciesRequest { AsOf = "x", PageSize = -1, PageToken = "forged" }, register.Board)))
        .IsInvalid("as_of DATE_INVALID", "page_size PAGE_SIZE_NEGATIVE", "page_token PAGE_TOKEN_INVALID");
}
