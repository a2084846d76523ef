using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Contract = DienBien.Membership.V1.Deadline;
using State = DienBien.Membership.V1.Deadline.Types.State;
using Unit = DienBien.Membership.V1.Deadline.Types.Unit;

namespace DienBien.Platform.Membership.Deadlines;

/// <summary>A deadline of a case, with what explains it.</summary>
internal sealed record DeadlineRow
{
    internal const string Open = "OPEN";

    internal const string HandedOver = "HANDED_OVER";

    internal const string MemberLeft = "MEMBER_LEFT";

    internal const string Lapsed = "LAPSED";

    internal const string Names = """
        id, case_name, organization_id, member_id, rule_id, clause, policy_version, start_event, started_on, stands_on, term, due_on, uncertain, blocks, closed_on,
        outcome, notice, anchor, lapses, recorded_at
        """;

    internal const string Columns = """
        d.id, d.case_name, d.organization_id, d.member_id, d.rule_id, d.clause, d.policy_version, d.start_event, d.started_on, d.stands_on, d.term, d.due_on,
        d.uncertain, d.blocks, d.closed_on, d.outcome, d.notice, d.anchor, d.lapses, d.recorded_at
        """;

    public string Id { get; init; } = "";

    public string CaseName { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string? MemberId { get; init; }

    public string RuleId { get; init; } = "";

    public string Clause { get; init; } = "";

    public string PolicyVersion { get; init; } = "";

    public string StartEvent { get; init; } = "";

    public DateOnly StartedOn { get; init; }

    /// <summary>Since when there is such a deadline, or since when it is this organisation's turn; null: since the term began.</summary>
    public DateOnly? StandsOn { get; init; }

    public string Term { get; init; } = "";

    public DateOnly DueOn { get; init; }

    public bool Uncertain { get; init; }

    public bool Blocks { get; init; }

    /// <summary>The end of time while open.</summary>
    public DateOnly ClosedOn { get; init; } = DateOnly.MaxValue;

    /// <summary>OPEN, DONE, CANCELLED or LAPSED; MEMBER_LEFT if the end of a membership called it off, HANDED_OVER if another row goes on with it.</summary>
    public string Outcome { get; init; } = Open;

    /// <summary>What was announced: 0 nothing, 1 that it is due, 2 that it is overdue.</summary>
    public int Notice { get; init; }

    /// <summary>The committee or bloc directly below the root under which its organisation stands, as a path.</summary>
    public string Anchor { get; init; } = "";

    /// <summary>True if it is the time in which somebody may act, and nobody has to.</summary>
    public bool Lapses { get; init; }

    public DateTime RecordedAt { get; init; }

    internal string Name => "deadlines/" + Id;

    internal DateOnly Stands => StandsOn ?? StartedOn;

    internal Contract ToProto(DateOnly day)
    {
        var term = Shared.Calendar.Term.Parse(Term);
        var texts = new Dictionary<string, string> { ["clause"] = Clause, ["count"] = term.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), ["term"] = Term };
        return new Contract
        {
            Name = Name,
            Case = CaseName,
            Organization = ResourceName.Organization(OrganizationId),
            Member = MemberId is null ? "" : ResourceName.Member(MemberId),
            Rule = RuleId,
            Clause = Clause,
            PolicyVersion = PolicyVersion,
            StartEvent = StartEvent,
            StartDate = IsoDate.Of(StartedOn),
            TermCount = term.Count,
            TermUnit = UnitOf(term.Unit),
            DueDate = IsoDate.Of(DueOn),
            Uncertain = Uncertain,
            Blocks = Blocks,
            State = StateOn(day),
            ClosedOn = ClosedOn == DateOnly.MaxValue ? "" : IsoDate.Of(ClosedOn),
            Summary = Messages.English("DEADLINE_" + EnumNames.Of(UnitOf(term.Unit)), new Dictionary<string, string>(texts) { ["event"] = Messages.English(StartEvent) }),
            SummaryVi = Messages.Vietnamese("DEADLINE_" + EnumNames.Of(UnitOf(term.Unit)), new Dictionary<string, string>(texts) { ["event"] = Messages.Vietnamese(StartEvent) }),
        };
    }

    /// <summary>How it stands at the end of a day, as far as is known now.</summary>
    internal State StateOn(DateOnly day) => this switch
    {
        _ when ClosedOn <= day && (Outcome is "CANCELLED" or MemberLeft) => State.Cancelled,
        _ when Lapses && (Outcome == Lapsed || (Outcome == Open && DueOn < day)) && DueOn < day => State.Lapsed,
        _ when ClosedOn <= day => ClosedOn <= DueOn ? State.Met : State.MetLate,
        _ when DueOn < day => State.Overdue,
        _ => DueOn == day ? State.Due : State.Upcoming,
    };

    private static Unit UnitOf(TermUnit unit) => unit switch
    {
        TermUnit.Day => Unit.Day,
        TermUnit.WorkingDay => Unit.WorkingDay,
        _ => Unit.Month,
    };
}
