using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Shared.Feed;

/// <summary>The province's decisions as the feed tells them.</summary>
public static class PolicyDecisions
{
    /// <summary>The row to keep.</summary>
    /// <param name="decided">The event.</param>
    /// <param name="recordedAt">When it was recorded, UTC.</param>
    public static PolicyDecisionRow ToRow(this PolicyDecided decided, DateTime recordedAt) => PolicyDecisionRow.Of(decided.PolicyDecision.ToOverride(), recordedAt);

    /// <summary>The decision as it is laid over a policy.</summary>
    /// <param name="decision">The decision, complete.</param>
    public static PolicyOverride ToOverride(this PolicyDecision decision) => new()
    {
        Policy = decision.Policy,
        Decision = decision.Decision,
        ValidFrom = IsoDate.Parse(decision.ValidFrom),
        ValidTo = IsoDate.ParseOptional(decision.ValidTo),
        Parameters = decision.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => new PolicyParameter { Value = JsonElement.Parse(parameter.Value), Clause = parameter.Clause, Rule = parameter.Rule, Confidence = parameter.Confidence },
            StringComparer.Ordinal),
    };
}
