using DienBien.Membership.V1;

namespace DienBien.Platform.Membership.Admissions;

/// <summary>A step as it is stored. It holds ids, numbers and kinds, and nothing that a withdrawal would have to remove.</summary>
internal sealed record StepRow
{
    internal const string Columns = "s.id, s.candidate_id, s.kind, s.happened_on, s.state, s.recorded_at";

    public string Id { get; init; } = "";

    public string CandidateId { get; init; } = "";

    public string Kind { get; init; } = "";

    public DateOnly HappenedOn { get; init; }

    public byte[] State { get; init; } = [];

    public DateTime RecordedAt { get; init; }

    internal CandidateStep ToProto() => CandidateStep.Parser.ParseFrom(State);
}
