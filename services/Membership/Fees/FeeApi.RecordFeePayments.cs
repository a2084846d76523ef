using System.Globalization;
using System.Text;
using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Fees;

internal sealed partial class FeeApi
{
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

    public override Task<RecordFeePaymentsResponse> RecordFeePayments(RecordFeePaymentsRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Organizations, request.Parent);
        new Check().That(request.Payments.Count is > 0 and <= PageTokens.MaxSize, "payments", "PAYMENT_COUNT").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var scope = await Subtree.OfAsync(work, request.Parent, context.Access().Scope);
            var response = new RecordFeePaymentsResponse();
            var read = request.Payments.Select((payment, i) => (Line: i + 1, Row: ReadPayment(payment, i + 1, response) with { OrganizationId = id, RecordedAt = work.Now })).ToList();
            var faulty = response.Rejections.Select(finding => finding.Line).ToHashSet();
            var lines = read.Where(line => !faulty.Contains(line.Line)).ToList();
            var here = (await work.QueryAsync<string>(SelectHere, new { ids = JsonSerializer.Serialize(lines.Select(line => line.Row.MemberId)) }, scope)).ToHashSet(StringComparer.Ordinal);
            var keys = JsonSerializer.Serialize(lines.Select(line => new[] { line.Row.MemberId, IsoDate.Of(line.Row.Month), line.Row.ReceiptNumber }));
            var known = (await work.QueryAsync<FeePaymentRow>(SelectKnown, new { keys })).DistinctBy(KeyOf).ToDictionary(KeyOf, row => row.Amount);
            var added = new List<FeePaymentRow>();
            foreach (var (line, row) in lines)
            {
                if (!here.Contains(row.MemberId))
                {
                    response.Rejections.Add(Finding(line, "member", "MEMBER_NOT_HERE", "R-FEE-5"));
                }
                else if (known.TryAdd(KeyOf(row), row.Amount))
                {
                    added.Add(row);
                }
                else if (known[KeyOf(row)] == row.Amount)
                {
                    response.Unchanged++;
                }
                else
                {
                    response.Rejections.Add(Finding(line, "receipt_number", "RECEIPT_DIFFERS"));
                }
            }

            response.Accepted = added.Count;
            await StoreAsync(work, request.Parent, id, added);
            return response;
        }, request.ValidateOnly);
    }

    private static async Task StoreAsync(Work work, string resource, string organizationId, List<FeePaymentRow> rows)
    {
        if (rows.Count > 0)
        {
            await work.InsertAsync<FeePaymentRow>("fee_payments", rows);
            work.Audit(resource, organizationId, Encoding.UTF8.GetBytes(string.Join('\n', rows)));
        }
    }

    private FeePaymentRow ReadPayment(FeePayment payment, int line, RecordFeePaymentsResponse response)
    {
        var check = new Check();
        var row = new FeePaymentRow
        {
            MemberId = ResourceName.IdOf(ResourceName.Members, payment.Member) ?? "",
            Month = check.Month(payment.Month, "month"),
            Amount = payment.Amount,
            ReceiptNumber = check.Text(payment.ReceiptNumber, "receipt_number", DocumentLength),
            PaidOn = check.Date(payment.PaidOn, "paid_on"),
        };
        check.That(row.MemberId.Length > 0, "member", "UUID_INVALID")
            .That(payment.Amount is > 0 and <= MaxAmount, "amount", "AMOUNT_INVALID")
            .That(row.PaidOn <= clock.Today(), "paid_on", "DATE_IN_FUTURE");
        try
        {
            check.OrThrow();
        }
        catch (Problem problem)
        {
            response.Rejections.Add(Finding(line, problem.Violations[0].Field, problem.Violations[0].Reason, problem.Violations[0].Rule));
        }

        return row;
    }

    private static ImportFinding Finding(int line, string field, string reason, string rule = "") =>
        new() { Line = line, Field = field, Reason = reason, Rule = rule, Message = Messages.English(reason), MessageVi = Messages.Vietnamese(reason) };

    private static string KeyOf(FeePaymentRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.MemberId} {row.Month:yyyy-MM} {row.ReceiptNumber}");
}
