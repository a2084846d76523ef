using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Transfers;

/// <summary>A transfer as it stands.</summary>
internal sealed record TransferRow
{
    internal const string Columns = """
        t.id, t.member_id, t.kind, t.from_id, t.to_id, t.to_cell_id, t.effective_on, t.until_on, t.stage, t.stage_since, t.introduced_on, t.fact_id,
        t.cut_by, t.cut_stage, t.cut_since, t.policy_version, t.version, t.create_time, t.update_time
        """;

    public string Id { get; init; } = "";

    public string MemberId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string FromId { get; init; } = "";

    public string? ToId { get; init; }

    public string? ToCellId { get; init; }

    public DateOnly EffectiveOn { get; init; }

    public DateOnly? UntilOn { get; init; }

    public string Stage { get; init; } = "";

    public DateOnly StageSince { get; init; }

    public DateOnly? IntroducedOn { get; init; }

    /// <summary>The fact that the member is away, of a temporary transfer.</summary>
    public string? FactId { get; init; }

    /// <summary>The fact that ended the membership and with it the transfer.</summary>
    public string? CutBy { get; init; }

    /// <summary>The stage it was at before that.</summary>
    public string? CutStage { get; init; }

    public DateOnly? CutSince { get; init; }

    public string PolicyVersion { get; init; } = "";

    public long Version { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    internal string Name => "transfers/" + Id;

    internal Transfer.Types.Kind KindValue => EnumNames.TryParse<Transfer.Types.Kind>(Kind, out var kind) ? kind : default;

    internal bool IsTemporary => KindValue != Transfer.Types.Kind.Official;

    internal Transfer ToProto() => new()
    {
        Name = Name,
        Member = ResourceName.Member(MemberId),
        Kind = KindValue,
        FromOrganization = ResourceName.Organization(FromId),
        ToOrganization = ToId is null ? "" : ResourceName.Organization(ToId),
        ToCell = ToCellId is null ? "" : ResourceName.Organization(ToCellId),
        EffectiveOn = IsoDate.Of(EffectiveOn),
        Until = IsoDate.Of(UntilOn),
        Stage = EnumNames.TryParse<Transfer.Types.Stage>(Stage, out var stage) ? stage : default,
        StageSince = IsoDate.Of(StageSince),
        PolicyVersion = PolicyVersion,
        Etag = Etags.Of(Version),
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };
}
