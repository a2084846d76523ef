using System.Text;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership.Deadlines;

/// <summary>What a deadline is about.</summary>
/// <param name="Name">The case's resource name.</param>
/// <param name="OrganizationId">The organisation whose turn it is.</param>
/// <param name="MemberId">The member concerned, or null.</param>
internal readonly record struct Case(string Name, string OrganizationId, string? MemberId = null);

/// <summary>Opens, closes and moves the deadlines of cases, in the transaction of the step that causes it.</summary>
internal static class DeadlineBook
{
    private const string CloseOpen = """
        UPDATE deadlines SET closed_on = @day, outcome = @outcome
        WHERE (case_name = @name OR (case_name >= @from AND case_name < @to)) AND closed_on = @open AND (@rule = '' OR rule_id = @rule)
        """;

    private const string HandOverCase = """
        UPDATE deadlines SET organization_id = @successor
        WHERE (case_name = @name OR (case_name >= @from AND case_name < @to)) AND closed_on = @open AND organization_id = @organization
        """;

    private const string HandOverAll = "UPDATE deadlines SET organization_id = @successor WHERE organization_id = @organization AND closed_on = @open";

    /// <summary>Opens a deadline whose term is a parameter of the policy that the case has pinned.</summary>
    /// <param name="work">The step's transaction.</param>
    /// <param name="about">The case, and whose turn it is.</param>
    /// <param name="policy">The pinned version.</param>
    /// <param name="parameter">The parameter that holds the term, its rule and clause.</param>
    /// <param name="startEvent">A reason of the message catalogue, for instance <c>CELL_RESOLUTION</c>.</param>
    /// <param name="start">When that happened.</param>
    /// <exception cref="UncoveredDateException">The term leaves the working-day calendar.</exception>
    public static async Task<DeadlineRow> OpenAsync(Work work, Case about, PolicyVersion policy, string parameter, string startEvent, DateOnly start)
    {
        var row = Compute(about, policy, parameter, startEvent, start) with { Id = Ids.New(), RecordedAt = work.Now };
        await work.InsertAsync("deadlines", row);
        work.Audit(row.Name, row.OrganizationId, Encoding.UTF8.GetBytes(row.ToString()));
        return row;
    }

    /// <summary>The deadline as it would be opened.</summary>
    public static DeadlineRow Compute(Case about, PolicyVersion policy, string parameter, string startEvent, DateOnly start)
    {
        var deadline = policy.Deadline(parameter, startEvent, start, WorkingDays.Vietnam);
        return new DeadlineRow
        {
            CaseName = about.Name,
            OrganizationId = about.OrganizationId,
            MemberId = about.MemberId,
            RuleId = deadline.Rule,
            Clause = deadline.Clause,
            PolicyVersion = policy.Version,
            StartEvent = startEvent,
            StartedOn = start,
            Term = deadline.Term.ToString(),
            DueOn = deadline.DueDate,
            Uncertain = deadline.Uncertain,
            Blocks = policy[parameter].Effect == Effect.Block,
        };
    }

    /// <summary>Notes that what was due has happened, in the case itself and in the parts of it that are named below it.</summary>
    /// <param name="work">The step's transaction.</param>
    /// <param name="caseName">The case.</param>
    /// <param name="day">When it happened.</param>
    /// <param name="rule">Only the deadline of this rule; empty for all that are open.</param>
    public static Task CloseAsync(Work work, string caseName, DateOnly day, string rule = "") => CloseAsync(work, caseName, day, rule, "DONE");

    /// <summary>Calls off what no longer has to happen.</summary>
    public static Task CancelAsync(Work work, string caseName, DateOnly day, string rule = "") => CloseAsync(work, caseName, day, rule, "CANCELLED");

    /// <summary>Makes what is open at one organisation another's turn, in one case; what is open elsewhere stays there.</summary>
    public static Task HandOverAsync(Work work, string caseName, string organization, string successor) =>
        work.ExecuteAsync(HandOverCase, new { name = caseName, from = caseName + "/", to = caseName + "0", organization, successor, open = DateOnly.MaxValue });

    /// <summary>Makes all that is open at one organisation another's turn.</summary>
    public static Task HandOverAsync(Work work, string organization, string successor) => work.ExecuteAsync(HandOverAll, new { organization, successor, open = DateOnly.MaxValue });

    private static Task<int> CloseAsync(Work work, string caseName, DateOnly day, string rule, string outcome) =>
        work.ExecuteAsync(CloseOpen, new { name = caseName, from = caseName + "/", to = caseName + "0", day, rule, outcome, open = DateOnly.MaxValue });
}
