using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;
using Kind = DienBien.Membership.V1.MemberFact.Types.Kind;

namespace DienBien.Platform.Membership.Life;

/// <summary>A dated fact about a member as it is stored.</summary>
internal sealed record FactRow
{
    internal const string Columns = "f.id, f.member_id, f.kind, f.valid_from, f.valid_to, f.state, f.policy_version, f.recorded_at, f.superseded_at, f.consent, f.cut_by, f.cut_from";

    public string Id { get; init; } = "";

    public string MemberId { get; init; } = "";

    public string Kind { get; init; } = "";

    public DateOnly ValidFrom { get; init; }

    /// <summary>The end of time while it lasts.</summary>
    public DateOnly ValidTo { get; init; }

    public byte[] State { get; init; } = [];

    public string PolicyVersion { get; init; } = "";

    public DateTime RecordedAt { get; init; }

    public DateTime? SupersededAt { get; init; }

    /// <summary>The consent to taking it back.</summary>
    public string? Consent { get; init; }

    /// <summary>The fact that ended the membership and with it this one.</summary>
    public string? CutBy { get; init; }

    /// <summary>Until when it would last but for that.</summary>
    public DateOnly? CutFrom { get; init; }

    internal string Name => $"{ResourceName.Member(MemberId)}/facts/{Id}";

    internal Kind KindValue => EnumNames.TryParse<Kind>(Kind, out var kind) ? kind : default;

    internal MemberFact ToProto()
    {
        var fact = MemberFact.Parser.ParseFrom(State);
        (fact.Name, fact.Since, fact.Until, fact.PolicyVersion) = (Name, IsoDate.Of(ValidFrom), ValidTo == DateOnly.MaxValue ? "" : IsoDate.Of(ValidTo), PolicyVersion);
        fact.EndedBy = CutBy is null ? "" : $"{ResourceName.Member(MemberId)}/facts/{CutBy}";
        (fact.CreateTime, fact.RetractTime) = (RecordedAt.ToTimestamp(), SupersededAt?.ToTimestamp());
        return fact;
    }
}
