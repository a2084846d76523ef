using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>The cap on "excellent" in each group of similar tasks (R-REV-5): counted and shown, never enforced on a person.</summary>
internal static class ReviewCaps
{
    private const string SelectGroups = """
        SELECT r.task_group, r.subject_kind, SUM(CASE WHEN r.level <> 'NOT_RATED' THEN 1 ELSE 0 END) AS rated, SUM(CASE WHEN r.level = 'EXCELLENT' THEN 1 ELSE 0 END) AS excellent,
            SUM(CASE WHEN r.level = 'GOOD' THEN 1 ELSE 0 END) AS good
        FROM reviews r WHERE r.cycle_id = @cycle AND (r.task_group > @after OR (r.task_group = @after AND r.subject_kind > @kind))
        GROUP BY r.task_group, r.subject_kind ORDER BY r.task_group, r.subject_kind {page}
        """;

    /// <summary>Groups after a key, in the order of their names.</summary>
    public static async Task<List<ReviewCap>> ReadAsync(Session session, CycleRow cycle, string after, string kind, int take)
    {
        var groups = await session.QueryAsync<GroupRow>(SelectGroups, new { cycle = cycle.Id, after, kind, take });
        return [.. groups.Select(group => Of(cycle.Policy, group))];
    }

    /// <summary>All groups of a cycle.</summary>
    public static Task<List<ReviewCap>> AllAsync(Session session, CycleRow cycle) => ReadAsync(session, cycle, "", "", int.MaxValue);

    /// <summary>How many may be excellent, in whole numbers: with 20 % of "good", rounded down, 5·excellent ≤ good.</summary>
    public static long Allowed(ReviewPolicy policy, long good, long rated)
    {
        var share = Base(policy, good, rated) * policy.CapShare.Numerator;
        var whole = policy.CapShare.Denominator;
        return policy.CapRounding switch
        {
            CapRounding.Up => (share + whole - 1) / whole,
            CapRounding.Nearest => ((2 * share) + whole) / (2 * whole),
            _ => share / whole,
        };
    }

    public static Dictionary<string, string> Figures(ReviewCap cap) => new()
    {
        ["group"] = cap.TaskGroup,
        ["excellent"] = cap.Excellent.ToString(CultureInfo.InvariantCulture),
        ["allowed"] = cap.Allowed.ToString(CultureInfo.InvariantCulture),
    };

    private static long Base(ReviewPolicy policy, long good, long rated) => policy.CapBase == CapBase.Good ? good : rated;

    private static ReviewCap Of(ReviewPolicy policy, GroupRow group)
    {
        var parameter = policy.Version["capShare"];
        var allowed = Allowed(policy, group.Good, group.Rated);
        return new ReviewCap
        {
            TaskGroup = group.TaskGroup,
            SubjectKind = ReviewRow.KindOf(group.SubjectKind),
            Rated = group.Rated,
            Excellent = group.Excellent,
            Good = group.Good,
            Base = Base(policy, group.Good, group.Rated),
            Allowed = allowed,
            Exceeded = group.Excellent > allowed,
            Blocks = parameter.Effect == Effect.Block,
            Rule = parameter.Rule,
            Clause = parameter.Clause,
            Share = policy.CapShare.ToString(),
        };
    }

    private sealed record GroupRow
    {
        public string TaskGroup { get; init; } = "";

        public string SubjectKind { get; init; } = "";

        public long Rated { get; init; }

        public long Excellent { get; init; }

        public long Good { get; init; }
    }
}
