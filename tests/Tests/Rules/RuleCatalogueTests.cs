using System.Reflection;
using DienBien.Platform.Shared.Policies;
using Xunit;

namespace DienBien.Platform.Tests.Rules;

public sealed class RuleCatalogueTests
{
    [Fact]
    public void The_catalogue_holds_136_rules_with_a_grade_each()
    {
        Assert.Equal(136, RuleCatalogue.Rules.Count);
        Assert.All(RuleCatalogue.Rules.Values, rule =>
        {
            Assert.NotEmpty(rule.Statement);
            Assert.True(Enum.IsDefined(Confidence.EffectOf(rule.Confidence)), rule.Id);
        });
    }

    [Fact]
    public void Every_rule_that_a_test_cites_is_in_the_catalogue()
    {
        Assert.NotEmpty(Cited(typeof(RuleCatalogueTests).Assembly.GetTypes()));
        Assert.Empty(Unknown(typeof(RuleCatalogueTests).Assembly.GetTypes().Where(type => type != typeof(Planted))));
    }

    /// <summary>Groups of rules that are in force in the product: each rule of them has a test with its vectors.</summary>
    private static readonly string[] InForce = ["R-VER", "R-ORG", "R-ADM", "R-OFF", "R-TRF", "R-EXM", "R-DEL", "R-FILE", "R-BDG", "R-FEE", "R-REV"];

    [Fact]
    public void Every_rule_in_force_has_a_test()
    {
        var cited = Cited(typeof(RuleCatalogueTests).Assembly.GetTypes()).ToHashSet(StringComparer.Ordinal);
        var rules = RuleCatalogue.Rules.Keys.Where(id => InForce.Contains(id[..id.LastIndexOf('-')])).ToList();
        Assert.Equal(77, rules.Count);
        Assert.Empty(rules.Except(cited));
    }

    [Fact]
    public void A_cited_rule_that_does_not_exist_is_found() => Assert.Equal(["R-XYZ-1", "R-XYZ-2"], Unknown([typeof(Planted)]));

    [Fact]
    public void Every_rule_that_an_embedded_policy_cites_is_in_the_catalogue()
    {
        var assemblies = Directory.GetFiles(AppContext.BaseDirectory, "DienBien.Platform.*.dll").Select(Assembly.LoadFrom).ToArray();
        var parameters = PolicySet.Load(assemblies).Policies.SelectMany(policy => policy.Versions).SelectMany(version => version.Parameters.Values).ToArray();
        Assert.NotEmpty(parameters);
        Assert.Empty(parameters.Select(parameter => parameter.Rule).Distinct().Except(RuleCatalogue.Rules.Keys));
    }

    private static IEnumerable<string> Unknown(IEnumerable<Type> types) => Cited(types).Except(RuleCatalogue.Rules.Keys).Order();

    private static IEnumerable<string> Cited(IEnumerable<Type> types) =>
        types.SelectMany(type => type.GetMethods().Append<MemberInfo>(type))
            .SelectMany(member => member.GetCustomAttributes<RuleAttribute>(inherit: false))
            .Select(rule => rule.Id);

    [Rule("R-XYZ-1")]
    private sealed class Planted
    {
        [Rule("R-XYZ-2")]
        public void Proves_nothing() => Assert.NotNull(this);
    }
}
