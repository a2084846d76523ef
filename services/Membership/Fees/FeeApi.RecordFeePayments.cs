using DienBien.Membership.V1;
using DienBien.Platform.Membership.Imports;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Fees;

internal sealed partial class FeeApi
{
    public override Task<RecordFeePaymentsResponse> RecordFeePayments(RecordFeePaymentsRequest request, ServerCallContext context)
    {
        var id = ResourceName.Require(ResourceName.Organizations, request.Parent);
        new Check().That(request.Payments.Count is > 0 and <= PageTokens.MaxSize, "payments", "PAYMENT_COUNT").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var scope = await Subtree.OfAsync(work, request.Parent, context.Access().Scope);
            var (lines, faults) = (new List<(int Line, FeePaymentRow Row)>(), new List<(int Line, Violation Fault)>());
            foreach (var (i, payment) in request.Payments.Index())
            {
                try
                {
                    lines.Add((i + 1, ReadPayment(payment)));
                }
                catch (Problem problem)
                {
                    faults.Add((i + 1, problem.Violations[0]));
                }
            }

            var outcome = await PaymentBook.TakeAsync(work, id, scope, lines);
            return new RecordFeePaymentsResponse
            {
                Accepted = outcome.Added.Count,
                Unchanged = outcome.Unchanged,
                Rejections = { faults.Concat(outcome.Faults("member", "receipt_number")).OrderBy(fault => fault.Line).Select(ImportBatch.Finding) },
            };
        }, request.ValidateOnly);
    }

    private FeePaymentRow ReadPayment(FeePayment payment)
    {
        var check = new Check();
        var row = new FeePaymentRow
        {
            MemberId = ResourceName.IdOf(ResourceName.Members, payment.Member) ?? "",
            Month = check.Month(payment.Month, "month"),
            Amount = payment.Amount,
            ReceiptNumber = check.Text(payment.ReceiptNumber, "receipt_number", PaymentBook.ReceiptLength),
            PaidOn = check.Date(payment.PaidOn, "paid_on"),
        };
        check.That(row.MemberId.Length > 0, "member", "UUID_INVALID")
            .That(payment.Amount is > 0 and <= PaymentBook.MaxAmount, "amount", "AMOUNT_INVALID")
            .That(row.PaidOn <= clock.Today(), "paid_on", "DATE_IN_FUTURE")
            .OrThrow();
        return row;
    }
}
