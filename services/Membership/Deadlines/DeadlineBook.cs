using System.Text;
using System.Text.Json;
using DienBien.Platform.Membership.Organizations;
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

    private const string CloseMember = "UPDATE deadlines SET closed_on = @day, outcome = @outcome WHERE member_id = @member AND closed_on = @open";

    private const string ReopenMember = "UPDATE deadlines SET closed_on = @open, outcome = @openOutcome WHERE member_id = @member AND closed_on = @day AND outcome = @outcome";

    // Who acted in time may have been taken for one who did not.
    private const string CloseActed = """
        UPDATE deadlines SET closed_on = @day, outcome = @outcome WHERE case_name = @name AND lapses = 1 AND (closed_on = @open OR (outcome = @lapsed AND due_on >= @day))
        """;

    private const string SelectTurns = $"""
        SELECT {DeadlineRow.Columns} FROM deadlines d
        WHERE d.organization_id = @organization AND d.closed_on = @open AND (@name = '' OR d.case_name = @name OR (d.case_name >= @from AND d.case_name < @to))
            AND (@member IS NULL OR d.member_id = @member)
        """;

    private const string EndTurns = "UPDATE deadlines SET closed_on = @day, outcome = @outcome WHERE id {in ids} AND closed_on = @open";

    private const string MoveTurns = "UPDATE deadlines SET organization_id = @successor, anchor = @anchor WHERE id {in ids} AND closed_on = @open";

    /// <summary>Opens a deadline whose term is a parameter of the policy that the case has pinned.</summary>
    /// <param name="work">The step's transaction.</param>
    /// <param name="about">The case, and whose turn it is.</param>
    /// <param name="policy">The pinned version.</param>
    /// <param name="parameter">The parameter that holds the term, its rule and clause.</param>
    /// <param name="startEvent">A reason of the message catalogue, for instance <c>CELL_RESOLUTION</c>.</param>
    /// <param name="start">When that happened.</param>
    /// <param name="stands">Since when there is such a deadline, if that is not since its term began.</param>
    /// <exception cref="UncoveredDateException">The term leaves the working-day calendar.</exception>
    public static Task<DeadlineRow> OpenAsync(Work work, Case about, PolicyVersion policy, string parameter, string startEvent, DateOnly start, DateOnly? stands = null) =>
        AddAsync(work, Compute(about, policy, parameter, startEvent, start) with { StandsOn = stands });

    /// <summary>Opens the time in which somebody may act; when it is over there is nothing to do any more.</summary>
    public static Task<DeadlineRow> OpenTimeAsync(Work work, Case about, PolicyVersion policy, string parameter, string startEvent, DateOnly start) =>
        AddAsync(work, Compute(about, policy, parameter, startEvent, start) with { Lapses = true });

    /// <summary>Notes that somebody acted in the time he had.</summary>
    public static Task ActedAsync(Work work, string caseName, DateOnly day) =>
        work.ExecuteAsync(CloseActed, new { name = caseName, day, outcome = "DONE", lapsed = DeadlineRow.Lapsed, open = DateOnly.MaxValue });

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

    /// <summary>Calls off whatever is due about a member whose membership has ended.</summary>
    public static Task MemberLeftAsync(Work work, string memberId, DateOnly day) =>
        work.ExecuteAsync(CloseMember, new { member = memberId, day, outcome = DeadlineRow.MemberLeft, open = DateOnly.MaxValue });

    /// <summary>Takes back what <see cref="MemberLeftAsync"/> called off: the membership had not ended after all.</summary>
    public static Task MemberReturnedAsync(Work work, string memberId, DateOnly day) =>
        work.ExecuteAsync(ReopenMember, new { member = memberId, day, outcome = DeadlineRow.MemberLeft, openOutcome = DeadlineRow.Open, open = DateOnly.MaxValue });

    /// <summary>Makes what is open at one organisation another's turn from a day on, in one case or in all; what is open elsewhere stays there.</summary>
    /// <param name="work">The act's transaction.</param>
    /// <param name="caseName">The case; empty for all.</param>
    /// <param name="organization">Whose turn it was.</param>
    /// <param name="successor">Whose turn it is.</param>
    /// <param name="day">Since when. On the days before it stays the other's turn.</param>
    /// <param name="member">Only what is about this member; null for all.</param>
    public static async Task HandOverAsync(Work work, string caseName, string organization, string successor, DateOnly day, string? member = null)
    {
        var open = await work.QueryAsync<DeadlineRow>(SelectTurns, new { name = caseName, from = caseName + "/", to = caseName + "0", organization, member, open = DateOnly.MaxValue });
        var stood = open.Where(row => row.Stands < day).ToList();
        await work.ExecuteAsync(MoveTurns, new { ids = JsonSerializer.Serialize(open.Except(stood).Select(row => row.Id)), successor, anchor = await AnchorAsync(work, successor), open = DateOnly.MaxValue });
        await work.ExecuteAsync(EndTurns, new { ids = JsonSerializer.Serialize(stood.Select(row => row.Id)), day, outcome = DeadlineRow.HandedOver, open = DateOnly.MaxValue });
        foreach (var row in stood)
        {
            await AddAsync(work, row with { OrganizationId = successor, StandsOn = day });
        }
    }

    private static async Task<DeadlineRow> AddAsync(Work work, DeadlineRow row)
    {
        var stored = row with { Id = Ids.New(), Anchor = await AnchorAsync(work, row.OrganizationId), RecordedAt = work.Now };
        await work.InsertAsync("deadlines", stored);
        work.Audit(stored.Name, stored.OrganizationId, Encoding.UTF8.GetBytes(stored.ToString()));
        return stored;
    }

    private static async Task<string> AnchorAsync(Work work, string organization) =>
        Ancestry.AnchorOf((await OrganizationStore.PathsAsync(work, new HashSet<string> { organization }))[organization]);

    private static Task<int> CloseAsync(Work work, string caseName, DateOnly day, string rule, string outcome) =>
        work.ExecuteAsync(CloseOpen, new { name = caseName, from = caseName + "/", to = caseName + "0", day, rule, outcome, open = DateOnly.MaxValue });
}
