using System.Text.Json;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Shared.Policies;

/// <summary>A decision of the province as a service keeps it.</summary>
public sealed record PolicyDecisionRow
{
    private const string SelectSince = """
        SELECT d.policy, d.decision, d.valid_from, d.valid_to, d.parameters, d.recorded_at FROM policy_decisions d
        WHERE d.recorded_at >= @since ORDER BY d.recorded_at
        """;

    private const string CountKnown = "SELECT COUNT(*) FROM policy_decisions d WHERE d.policy = @Policy AND d.decision = @Decision";

    /// <summary>Code of the policy.</summary>
    public string Policy { get; init; } = "";

    /// <summary>Number of the decision.</summary>
    public string Decision { get; init; } = "";

    /// <summary>First day in force.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day in force, or null.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The parameters by name, as JSON.</summary>
    public string Parameters { get; init; } = "{}";

    /// <summary>When it was recorded, UTC.</summary>
    public DateTime RecordedAt { get; init; }

    /// <summary>The row of a decision.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="recordedAt">When it was recorded, UTC.</param>
    public static PolicyDecisionRow Of(PolicyOverride decision, DateTime recordedAt) => new()
    {
        Policy = decision.Policy,
        Decision = decision.Decision,
        ValidFrom = decision.ValidFrom,
        ValidTo = decision.ValidTo,
        Parameters = JsonSerializer.Serialize(decision.Parameters, PolicyFile.Options),
        RecordedAt = recordedAt,
    };

    /// <summary>Stores the row, unless the decision is on record.</summary>
    /// <param name="session">The transaction.</param>
    /// <returns>False if it is on record.</returns>
    public async Task<bool> StoreAsync(Session session)
    {
        if (await session.SingleAsync<long>(CountKnown, this).ConfigureAwait(false) > 0)
        {
            return false;
        }

        await session.InsertAsync("policy_decisions", this).ConfigureAwait(false);
        return true;
    }

    internal static Task<IReadOnlyList<PolicyDecisionRow>> SinceAsync(Session session, DateTime since) => session.QueryAsync<PolicyDecisionRow>(SelectSince, new { since });

    internal PolicyOverride ToOverride() => new()
    {
        Policy = Policy,
        Decision = Decision,
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        Parameters = JsonSerializer.Deserialize<Dictionary<string, PolicyParameter>>(Parameters, PolicyFile.Options)!,
    };
}
