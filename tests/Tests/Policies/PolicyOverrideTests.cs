using System.Text.Json;
using DienBien.Platform.Shared.Policies;
using Xunit;

namespace DienBien.Platform.Tests.Policies;

public sealed class PolicyOverrideTests
{
    private const string Code = "charter-implementation";
    private static readonly PolicySet Policies = PolicySet.Load();

    [Fact]
    public void A_decision_with_an_end_changes_only_its_days()
    {
        var policy = Policies.With(Decision("1-QĐ/TU", new(2025, 6, 1), new(2025, 7, 31), "IncludeStart"))[Code];
        Assert.Equal(
            ["24-QĐ/TW", "232-QĐ/TW", "232-QĐ/TW+1-QĐ/TU", "294-QĐ/TW+1-QĐ/TU", "294-QĐ/TW", "208-QĐ/TW"],
            policy.Versions.Select(version => version.Version));
        Assert.Equal("IncludeStart", policy.On(new(2025, 7, 31)).Text("countingConvention"));
        Assert.Equal("ExcludeStart", policy.On(new(2025, 8, 1)).Text("countingConvention"));
        Assert.Equal("294-QĐ/TW", policy.On(new(2025, 7, 31)).Text("regulation"));
    }

    [Fact]
    public void Decisions_can_follow_each_other()
    {
        var policy = Policies.With(Decision("1-QĐ/TU", new(2026, 8, 1), null, "IncludeStart")).With(Decision("2-QĐ/TU", new(2026, 9, 1), null, "ExcludeStart"))[Code];
        Assert.Equal("208-QĐ/TW+1-QĐ/TU", policy.On(new(2026, 8, 31)).Version);
        Assert.Equal("208-QĐ/TW+1-QĐ/TU+2-QĐ/TU", policy.On(new(2026, 9, 1)).Version);
        Assert.Equal("ExcludeStart", policy.On(new(2026, 9, 1)).Text("countingConvention"));
    }

    [Fact]
    public void A_decision_is_refused_that_is_there_already_or_names_what_is_not()
    {
        var decision = Decision("1-QĐ/TU", new(2026, 1, 1), null, "IncludeStart");
        Assert.Throws<PolicyException>(() => Policies.With(decision).With(decision));
        Assert.Throws<PolicyException>(() => Policies.With(decision with { Policy = "none" }));
        Assert.Throws<PolicyException>(() => Policies.With(decision with { ValidTo = new(2025, 1, 1) }));
        Assert.Throws<PolicyException>(() => Policies.With(decision with { Parameters = new Dictionary<string, PolicyParameter> { ["none"] = Parameter("x") } }));
        Assert.Throws<PolicyException>(() => Policies.With(decision with { Parameters = new Dictionary<string, PolicyParameter> { ["monthEnd"] = Parameter(7) } }));
    }

    private static PolicyOverride Decision(string number, DateOnly from, DateOnly? to, string convention) => new()
    {
        Policy = Code,
        Decision = number,
        ValidFrom = from,
        ValidTo = to,
        Parameters = new Dictionary<string, PolicyParameter> { ["countingConvention"] = Parameter(convention) },
    };

    private static PolicyParameter Parameter<T>(T value) =>
        new() { Value = JsonSerializer.SerializeToElement(value), Clause = "§1", Rule = "R-VER-3", Confidence = "local" };
}
