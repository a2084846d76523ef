using System.Text.Json;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Fees;

/// <summary>Who pays a month's fee, and where.</summary>
internal sealed record PayerRow
{
    public string Path { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string? AreaCode { get; init; }

    public string MemberId { get; init; } = "";

    /// <summary>From when party age counts (R-OFF-5).</summary>
    public DateOnly AdmittedOn { get; init; }

    /// <summary>The admission, or when he came back last.</summary>
    public DateOnly MemberSince { get; init; }
}

/// <summary>Reads fees: who pays where, and what each is assessed on.</summary>
internal static class FeeBook
{
    private const string Counts = """
        CASE WHEN m.readmitted_on > @month THEN m.admitted_on ELSE COALESCE(m.party_age_from, m.admitted_on) END AS admitted_on,
            COALESCE((SELECT MAX(e.valid_to) FROM earlier_memberships e WHERE e.member_id = m.id AND e.superseded_at IS NULL AND e.valid_to <= @month), m.admitted_on) AS member_since
        """;

    // Liable is who is a member on the month's first day. Where a temporary cell collects, his own does not (R-FEE-5).
    private const string SelectPayers = $$"""
        SELECT o.path AS path, o.id AS organization_id, COALESCE(o.area_code, r.area_code) AS area_code, s.member_id AS member_id, {{Counts}}
        FROM organizations o JOIN organizations r ON r.id = o.register_id JOIN memberships s ON s.organization_id = o.id JOIN members m ON m.id = s.member_id
        WHERE {scope o.path} AND o.path >= @path AND (o.path > @path OR s.member_id > @member)
            AND s.superseded_at IS NULL AND s.valid_from <= @month AND (s.valid_to IS NULL OR s.valid_to > @month)
            AND NOT EXISTS (SELECT 1 FROM fee_places f WHERE f.member_id = s.member_id AND f.superseded_at IS NULL AND f.valid_from <= @month AND (f.valid_to IS NULL OR f.valid_to > @month))
        UNION ALL
        SELECT o.path AS path, o.id AS organization_id, COALESCE(o.area_code, r.area_code) AS area_code, f.member_id AS member_id, {{Counts}}
        FROM organizations o JOIN organizations r ON r.id = o.register_id JOIN fee_places f ON f.organization_id = o.id JOIN members m ON m.id = f.member_id
        WHERE {scope o.path} AND o.path >= @path AND (o.path > @path OR f.member_id > @member)
            AND f.superseded_at IS NULL AND f.valid_from <= @month AND (f.valid_to IS NULL OR f.valid_to > @month) AND (m.ended_on IS NULL OR m.ended_on > @month)
        ORDER BY path, member_id {page}
        """;

    private const string SelectBases = $$"""
        SELECT {{FeeBasisRow.Columns}} FROM fee_bases b WHERE b.member_id {in ids} AND b.superseded_at IS NULL ORDER BY b.since_month
        """;

    private const string SelectReliefs = $$"""
        SELECT {{FeeReliefRow.Columns}} FROM fee_reliefs f WHERE f.member_id {in ids} AND f.superseded_at IS NULL ORDER BY f.first_month, f.recorded_at
        """;

    private const string SelectPayments = $$"""
        SELECT {{FeePaymentRow.Columns}} FROM fee_payments p WHERE p.member_id {in ids} AND p.month >= @first AND p.month <= @last ORDER BY p.month, p.receipt_number
        """;

    /// <summary>The payers of a month behind a key, in the order of the tree.</summary>
    public static Task<IReadOnlyList<PayerRow>> PayersAsync(Session session, Scope scope, DateOnly month, string path, string member, int take) =>
        session.QueryAsync<PayerRow>(SelectPayers, new { month, path, member, take }, scope);

    /// <summary>The payers' fees in the calendar year of a month.</summary>
    public static async Task<IReadOnlyList<FeeSheet>> SheetsAsync(Session session, IReadOnlyList<PayerRow> payers, DateOnly month, DateOnly today)
    {
        var ids = JsonSerializer.Serialize(payers.Select(payer => payer.MemberId));
        var bases = (await BasesAsync(session, ids)).ToLookup(row => row.MemberId);
        var reliefs = (await ReliefsAsync(session, ids)).ToLookup(row => row.MemberId);
        var payments = (await PaymentsAsync(session, ids, new DateOnly(month.Year, 1, 1), month)).ToLookup(row => row.MemberId);
        return [.. payers.Select(payer => new FeeSheet(
            payer,
            new FeeSubject(payer.AdmittedOn, payer.AreaCode, [.. bases[payer.MemberId]], [.. reliefs[payer.MemberId]]),
            payments[payer.MemberId].ToLookup(row => row.Month, row => row.Amount),
            today))];
    }

    public static Task<IReadOnlyList<FeeBasisRow>> BasesAsync(Session session, string ids) => session.QueryAsync<FeeBasisRow>(SelectBases, new { ids });

    public static Task<IReadOnlyList<FeeReliefRow>> ReliefsAsync(Session session, string ids) => session.QueryAsync<FeeReliefRow>(SelectReliefs, new { ids });

    public static Task<IReadOnlyList<FeePaymentRow>> PaymentsAsync(Session session, string ids, DateOnly first, DateOnly last) =>
        session.QueryAsync<FeePaymentRow>(SelectPayments, new { ids, first, last });
}
