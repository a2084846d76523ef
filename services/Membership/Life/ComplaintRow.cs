using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;
using Level = DienBien.Membership.V1.MemberFact.Types.Complaint.Types.Level;
using Result = DienBien.Membership.V1.MemberFact.Types.Complaint.Types.Outcome;

namespace DienBien.Platform.Membership.Life;

/// <summary>A complaint about a deletion as it is stored.</summary>
internal sealed record ComplaintRow
{
    internal const string Columns = "k.id, k.fact_id, k.level, k.received_on, k.filed_on, k.outcome, k.settled_on, k.document, k.recorded_at";

    public string Id { get; init; } = "";

    public string FactId { get; init; } = "";

    public string Level { get; init; } = "";

    public DateOnly ReceivedOn { get; init; }

    public DateOnly FiledOn { get; init; }

    public string Outcome { get; init; } = EnumNames.Of(Result.Waiting);

    public DateOnly? SettledOn { get; init; }

    public string? Document { get; init; }

    public DateTime RecordedAt { get; init; }

    internal Level LevelValue => EnumNames.TryParse<Level>(Level, out var level) ? level : default;

    internal Result Result => EnumNames.TryParse<Result>(Outcome, out var outcome) ? outcome : default;

    internal MemberFact.Types.Complaint ToProto() => new()
    {
        Level = LevelValue,
        ReceivedOn = IsoDate.Of(ReceivedOn),
        FiledOn = IsoDate.Of(FiledOn),
        Outcome = Result,
        SettledOn = IsoDate.Of(SettledOn),
        Document = Document ?? "",
        CreateTime = RecordedAt.ToTimestamp(),
    };
}
