using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership.Rulebook;

/// <summary>What a request states of a decision on a policy.</summary>
internal static class DecisionInput
{
    private const string Root = "policy_decision.";

    private const int NumberLength = 63;

    private const int ValueLength = 4_000;

    private const int ClauseLength = 255;

    /// <summary>The decision, completed by what the policy says of its parameters.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT, or FAILED_PRECONDITION if nothing may be decided on the policy.</exception>
    public static PolicyDecision Read(PolicyDecision input, DateOnly today)
    {
        var check = new Check();
        var policy = RegisterPolicies.All.Policies.FirstOrDefault(known => known.Code == input.Policy);
        var number = check.Text(input.Decision, Root + "decision", NumberLength);
        var (from, to) = (check.Date(input.ValidFrom, Root + "valid_from"), check.OptionalDate(input.ValidTo, Root + "valid_to"));
        check.That(policy is not null, Root + "policy", "POLICY_UNKNOWN")
            .That(!number.Contains('+', StringComparison.Ordinal), Root + "decision", "DECISION_NUMBER_INVALID")
            .That(!check.Ok || from >= today, Root + "valid_from", "DECISION_IN_PAST", "R-VER-2")
            .That(to is null || to >= from, Root + "valid_to", "UNTIL_BEFORE_SINCE")
            .That(input.Parameters.Count > 0, Root + "parameters", "FIELD_REQUIRED")
            .That(input.Parameters.DistinctBy(parameter => parameter.Name).Count() == input.Parameters.Count, Root + "parameters", "PARAMETER_REPEATED")
            .OrThrow();
        if (policy!.IsFixed)
        {
            throw Problems.Precondition(Root + "policy", "POLICY_FIXED");
        }

        var replaced = policy.OnOrFirst(from);
        var parameters = input.Parameters.Select((parameter, i) => Complete(check, parameter, replaced, number, $"{Root}parameters[{i}]")).ToList();
        check.OrThrow();
        return new PolicyDecision { Policy = policy.Code, Decision = number, ValidFrom = input.ValidFrom, ValidTo = input.ValidTo, Parameters = { parameters } };
    }

    /// <summary>Lays the decision over the policy on trial.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT if that does not give versions that the rules can read.</exception>
    public static void Try(PolicyOverride decision)
    {
        try
        {
            foreach (var version in RegisterPolicies.All.With(decision)[decision.Policy].Versions)
            {
                RegisterPolicies.Try(version);
            }
        }
        catch (Exception failure) when (failure is PolicyException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            throw Problems.Invalid([new Violation(Root + "parameters", "DECISION_UNREADABLE", "", new Dictionary<string, string> { ["detail"] = failure.Message })]);
        }
    }

    private static PolicyDecision.Types.Parameter Complete(Check check, PolicyDecision.Types.Parameter input, PolicyVersion replaced, string number, string at)
    {
        var clause = check.Text(input.Clause, at + ".clause", ClauseLength, required: false);
        var known = replaced.Parameters.GetValueOrDefault(input.Name);
        check.That(known is not null, at + ".name", "PARAMETER_UNKNOWN").That(input.Value.Length is > 0 and <= ValueLength && IsJson(input.Value), at + ".value", "VALUE_NOT_JSON");
        return new PolicyDecision.Types.Parameter { Name = input.Name, Value = input.Value, Clause = clause.Length > 0 ? clause : number, Rule = known?.Rule ?? "", Confidence = known?.Confidence ?? "" };
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var value = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
