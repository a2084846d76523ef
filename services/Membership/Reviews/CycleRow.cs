using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>A cycle as it stands.</summary>
internal sealed record CycleRow
{
    internal const string Columns = """
        c.id, c.organization_id, c.year, c.state, c.policy_version, c.opened_on, c.locked_on, c.report_sent_on, c.version, c.create_time, c.update_time
        """;

    public string Id { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public int Year { get; init; }

    public string State { get; init; } = "";

    public string PolicyVersion { get; init; } = "";

    public DateOnly OpenedOn { get; init; }

    public DateOnly? LockedOn { get; init; }

    public DateOnly? ReportSentOn { get; init; }

    public long Version { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    internal string Name => ReviewNames.Cycle(Id);

    internal State Stands => StateOf(State);

    internal ReviewPolicy Policy => ReviewPolicy.Pinned(PolicyVersion);

    internal static State StateOf(string name) => EnumNames.TryParse<State>(name, out var state) ? state : default;

    internal ReviewCycle ToProto(IEnumerable<StepRow>? steps = null) => new()
    {
        Name = Name,
        Organization = ResourceName.Organization(OrganizationId),
        Year = Year,
        State = Stands,
        PolicyVersion = PolicyVersion,
        OpenedOn = IsoDate.Of(OpenedOn),
        LockedOn = IsoDate.Of(LockedOn),
        ReportSentOn = IsoDate.Of(ReportSentOn),
        Steps = { (steps ?? []).Select(step => step.ToProto()) },
        Etag = Etags.Of(Version),
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };
}

/// <summary>A change of state; the version is the cycle's after it.</summary>
internal sealed record StepRow
{
    internal const string Select = """
        SELECT s.cycle_id, s.version, s.from_state, s.to_state, s.reason, s.recorded_at FROM review_cycle_steps s WHERE s.cycle_id = @id ORDER BY s.version
        """;

    public string CycleId { get; init; } = "";

    public long Version { get; init; }

    public string FromState { get; init; } = "";

    public string ToState { get; init; } = "";

    public string Reason { get; init; } = "";

    public DateTime RecordedAt { get; init; }

    internal ReviewCycle.Types.Step ToProto() => new()
    {
        From = CycleRow.StateOf(FromState),
        To = CycleRow.StateOf(ToState),
        Reason = Reason,
        Time = RecordedAt.ToTimestamp(),
    };
}
