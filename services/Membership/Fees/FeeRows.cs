using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership.Fees;

/// <summary>From a month on, what a member's fee is assessed on.</summary>
internal sealed record FeeBasisRow
{
    internal const string Columns = "b.id, b.member_id, b.income_group, b.amount, b.since_month, b.document_number, b.recorded_at";

    public string Id { get; init; } = "";

    public string MemberId { get; init; } = "";

    public string IncomeGroup { get; init; } = "";

    public long Amount { get; init; }

    public DateOnly SinceMonth { get; init; }

    public string? DocumentNumber { get; init; }

    public DateTime RecordedAt { get; init; }

    internal FeeBasis.Types.Group Group => EnumNames.TryParse<FeeBasis.Types.Group>(IncomeGroup, out var group) ? group : default;

    internal FeeBasis ToProto() => new()
    {
        Member = ResourceName.Member(MemberId),
        Group = Group,
        Amount = Amount,
        SinceMonth = FeeMonths.Of(SinceMonth),
        DocumentNumber = DocumentNumber ?? "",
        CreateTime = RecordedAt.ToTimestamp(),
    };
}

/// <summary>For some months a member pays nothing, less or later.</summary>
internal sealed record FeeReliefRow
{
    internal const string Columns = "f.id, f.member_id, f.kind, f.percent_off, f.first_month, f.last_month, f.decided_on, f.document_number, f.recorded_at";

    public string Id { get; init; } = "";

    public string MemberId { get; init; } = "";

    public string Kind { get; init; } = "";

    public int PercentOff { get; init; }

    public DateOnly FirstMonth { get; init; }

    public DateOnly? LastMonth { get; init; }

    public DateOnly DecidedOn { get; init; }

    public string DocumentNumber { get; init; } = "";

    public DateTime RecordedAt { get; init; }

    internal bool Covers(DateOnly month) => FirstMonth <= month && (LastMonth is null || LastMonth >= month);

    internal FeeRelief ToProto() => new()
    {
        Member = ResourceName.Member(MemberId),
        Kind = EnumNames.TryParse<FeeRelief.Types.Kind>(Kind, out var kind) ? kind : default,
        Percent = PercentOff,
        FirstMonth = FeeMonths.Of(FirstMonth),
        LastMonth = FeeMonths.Of(LastMonth),
        DecidedOn = IsoDate.Of(DecidedOn),
        DocumentNumber = DocumentNumber,
        CreateTime = RecordedAt.ToTimestamp(),
    };
}

/// <summary>What a member paid for a month by one receipt, wherever that was.</summary>
internal sealed record FeePaymentRow
{
    internal const string Columns = "p.member_id, p.month, p.receipt_number, p.amount, p.paid_on, p.organization_id, p.recorded_at";

    public string MemberId { get; init; } = "";

    public DateOnly Month { get; init; }

    public string ReceiptNumber { get; init; } = "";

    public long Amount { get; init; }

    public DateOnly PaidOn { get; init; }

    public string OrganizationId { get; init; } = "";

    public DateTime RecordedAt { get; init; }

    internal FeePayment ToProto() => new()
    {
        Member = ResourceName.Member(MemberId),
        Month = FeeMonths.Of(Month),
        Amount = Amount,
        ReceiptNumber = ReceiptNumber,
        PaidOn = IsoDate.Of(PaidOn),
    };
}
