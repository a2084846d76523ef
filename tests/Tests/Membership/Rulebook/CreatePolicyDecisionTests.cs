using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Parameter = DienBien.Membership.V1.PolicyDecision.Types.Parameter;

namespace DienBien.Platform.Tests.Membership.Rulebook;

/// <summary>Decisions of years in which no other test looks: policies are the process's.</summary>
[Collection(SharedRegister.Name)]
public sealed class CreatePolicyDecisionTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-VER-2")]
    public async Task A_decision_holds_on_its_days_and_changes_no_other()
    {
        var cell = await register.CellAsync();
        await register.MemberAsync(cell);
        var before = await register.StatisticsAsync(cell.Name, "2060-12-31");
        var decision = await CreateAsync(Decision("61-QĐ/TU", "2061-01-01", "2061-12-31", """["35", "60"]"""));
        Assert.Equal(("R-IND-9", "GK", "61-QĐ/TU"), (decision.Parameters[0].Rule, decision.Parameters[0].Confidence, decision.Parameters[0].Clause));
        var during = await register.StatisticsAsync(cell.Name, "2061-06-01");
        Assert.Equal(["0-35", "36-60", "61-"], during.Figures.Where(figure => figure.Dimension == Dimension.Age).Select(figure => figure.Value));
        Assert.EndsWith("+61-QĐ/TU", during.PolicyVersion, StringComparison.Ordinal);
        Assert.Equal(before, await register.StatisticsAsync(cell.Name, "2060-12-31"));
        Assert.DoesNotContain("+61", (await register.StatisticsAsync(cell.Name, "2062-01-01")).PolicyVersion, StringComparison.Ordinal);
        Assert.Contains("CreatePolicyDecision", await register.AuditAsync("policies/statistics"));
    }

    [Fact]
    public async Task The_same_decision_is_taken_once()
    {
        var request = Decision("63-QĐ/TU", "2063-01-01", "", """["50"]""");
        request.RequestId = Guid.CreateVersion7().ToString();
        var first = await CreateAsync(request);
        Assert.Equal(first, await CreateAsync(request));
        request.RequestId = "";
        (await RefusedAsync(request)).Is(StatusCode.AlreadyExists, "DECISION_TAKEN");
    }

    [Fact]
    public async Task A_trial_decides_nothing()
    {
        await CreateAsync(new CreatePolicyDecisionRequest(Decision("65-QĐ/TU", "2065-01-01", "2065-01-31", """["50"]""")) { ValidateOnly = true });
        Assert.DoesNotContain("65-QĐ/TU", (await register.StatisticsAsync(RegisterFixture.NaTau, "2065-01-05")).PolicyVersion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_nothing_is_decided()
    {
        (await RefusedAsync(new() { Parent = RegisterFixture.Province })).IsInvalid("policy_decision FIELD_REQUIRED");
        (await RefusedAsync(new() { Parent = RegisterFixture.Province, PolicyDecision = new PolicyDecision { Policy = "none", Decision = "1+2", ValidFrom = "2067-01-01", ValidTo = "2066-01-01" } })).IsInvalid(
            "policy_decision.policy POLICY_UNKNOWN", "policy_decision.decision DECISION_NUMBER_INVALID", "policy_decision.valid_to UNTIL_BEFORE_SINCE", "policy_decision.parameters FIELD_REQUIRED");
        (await RefusedAsync(Decision("67-QĐ/TU", "2026-01-01", "", """["50"]"""))).IsInvalid("policy_decision.valid_from DECISION_IN_PAST");
        var unknown = Decision("67-QĐ/TU", "2067-01-01", "", "[50");
        unknown.PolicyDecision.Parameters.Add(new Parameter { Name = "colour", Value = "1" });
        (await RefusedAsync(unknown)).IsInvalid("policy_decision.parameters[0].value VALUE_NOT_JSON", "policy_decision.parameters[1].name PARAMETER_UNKNOWN");
        (await RefusedAsync(new() { Parent = RegisterFixture.Province, PolicyDecision = new PolicyDecision { Policy = "organization-tree", Decision = "67-QĐ/TU", ValidFrom = "2067-01-01", Parameters = { new Parameter { Name = "cells", Value = "[]" } } } }))
            .Is(StatusCode.FailedPrecondition, "POLICY_FIXED");
    }

    [Theory]
    [InlineData("statistics", "ageBands", "[50]")]
    [InlineData("statistics", "ageBands", """["old"]""")]
    [InlineData("badges", "earlyIllness", "\"soon\"")]
    [InlineData("badges", "earlyHighFrom", "-1")]
    public async Task A_value_that_the_rules_cannot_read_is_refused(string policy, string parameter, string value)
    {
        var request = Decision("69-QĐ/TU", "2069-01-01", "", value);
        (request.PolicyDecision.Policy, request.PolicyDecision.Parameters[0].Name) = (policy, parameter);
        (await RefusedAsync(request)).IsInvalid("policy_decision.parameters DECISION_UNREADABLE");
        Assert.DoesNotContain("69-QĐ/TU", (await register.Policies.ListPoliciesAsync(new ListPoliciesRequest { AsOf = "2069-02-01" }, register.Board)).Policies.SelectMany(p => p.Versions).Select(v => v.Label).Where(label => label.EndsWith("69-QĐ/TU", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Only_the_root_decides_and_only_who_may()
    {
        var request = Decision("71-QĐ/TU", "2071-01-01", "", """["50"]""");
        (await RefusedAsync(request, register.As("clerk", RegisterFixture.Province))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
        (await RefusedAsync(request, register.As("organization-board", RegisterFixture.NaTau))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        request.Parent = RegisterFixture.NaTau;
        (await RefusedAsync(request)).Is(StatusCode.FailedPrecondition, "ROOT_EXPECTED");
    }

    private static CreatePolicyDecisionRequest Decision(string number, string from, string to, string bands) => new()
    {
        Parent = RegisterFixture.Province,
        PolicyDecision = new PolicyDecision { Policy = "statistics", Decision = number, ValidFrom = from, ValidTo = to, Parameters = { new Parameter { Name = "ageBands", Value = bands } } },
    };

    private async Task<PolicyDecision> CreateAsync(CreatePolicyDecisionRequest request) => await register.Policies.CreatePolicyDecisionAsync(request, register.Board);

    private Task<Refusal> RefusedAsync(CreatePolicyDecisionRequest request, CallOptions? caller = null) => Refusal.OfAsync(register.Policies.CreatePolicyDecisionAsync(request, caller ?? register.Board));
}
