using System.Globalization;
using System.Text;
using System.Text.Json;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Fees;

/// <summary>Takes the payments that an organisation collected, each for itself.</summary>
internal static class PaymentBook
{
    public const int ReceiptLength = 63;

    public const long MaxAmount = 10_000_000_000;

    // Whoever belongs there or has ever paid there: what is owed to the own cell may be paid after a return (R-FEE-5).
    private const string SelectHere = """
        SELECT s.member_id FROM memberships s JOIN organizations o ON o.id = s.organization_id
        WHERE s.member_id {in ids} AND s.superseded_at IS NULL AND {scope o.path}
        UNION
        SELECT f.member_id FROM fee_places f JOIN organizations o ON o.id = f.organization_id
        WHERE f.member_id {in ids} AND f.superseded_at IS NULL AND {scope o.path}
        """;

    private const string SelectKnown = $$"""
        SELECT {{FeePaymentRow.Columns}} FROM {rows keys: member_id char(36), month date, receipt_number nvarchar(63)} k
        JOIN fee_payments p ON p.member_id = k.member_id AND p.month = k.month AND p.receipt_number = k.receipt_number
        """;

    /// <summary>Stores those that are new; what is wrong with the others is told by their lines.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="organizationId">The organisation that collected them.</param>
    /// <param name="scope">What lies below it.</param>
    /// <param name="payments">The payments by line.</param>
    public static async Task<PaymentOutcome> TakeAsync(Work work, string organizationId, Scope scope, IReadOnlyList<(int Line, FeePaymentRow Row)> payments)
    {
        var here = (await work.QueryAsync<string>(SelectHere, new { ids = JsonSerializer.Serialize(payments.Select(payment => payment.Row.MemberId).Distinct()) }, scope)).ToHashSet(StringComparer.Ordinal);
        var keys = JsonSerializer.Serialize(payments.Select(payment => new[] { payment.Row.MemberId, IsoDate.Of(payment.Row.Month), payment.Row.ReceiptNumber }));
        var known = (await work.QueryAsync<FeePaymentRow>(SelectKnown, new { keys })).DistinctBy(KeyOf).ToDictionary(KeyOf, row => row.Amount);
        var outcome = new PaymentOutcome();
        foreach (var (line, payment) in payments)
        {
            var row = payment with { OrganizationId = organizationId, RecordedAt = work.Now };
            if (!here.Contains(row.MemberId))
            {
                outcome.Elsewhere.Add(line);
            }
            else if (known.TryAdd(KeyOf(row), row.Amount))
            {
                outcome.Added.Add(row);
            }
            else if (known[KeyOf(row)] == row.Amount)
            {
                outcome.Unchanged++;
            }
            else
            {
                outcome.Differing.Add(line);
            }
        }

        if (outcome.Added.Count > 0)
        {
            await work.InsertAsync<FeePaymentRow>("fee_payments", outcome.Added);
            work.Audit(ResourceName.Organization(organizationId), organizationId, Encoding.UTF8.GetBytes(string.Join('\n', outcome.Added)));
        }

        return outcome;
    }

    private static string KeyOf(FeePaymentRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.MemberId} {row.Month:yyyy-MM} {row.ReceiptNumber}");
}

/// <summary>What became of payments.</summary>
internal sealed class PaymentOutcome
{
    public List<FeePaymentRow> Added { get; } = [];

    public int Unchanged { get; set; }

    /// <summary>The lines of members from whom the organisation collects nothing.</summary>
    public List<int> Elsewhere { get; } = [];

    /// <summary>The lines whose receipt is on record for the month with another amount.</summary>
    public List<int> Differing { get; } = [];

    /// <summary>What is wrong, by line.</summary>
    /// <param name="member">The field that names the member.</param>
    /// <param name="receipt">The field of the receipt.</param>
    public IEnumerable<(int Line, Violation Fault)> Faults(string member, string receipt) =>
        Elsewhere.Select(line => (line, new Violation(member, "MEMBER_NOT_HERE", "R-FEE-5"))).Concat(Differing.Select(line => (line, new Violation(receipt, "RECEIPT_DIFFERS"))));
}
