using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;

namespace DienBien.Platform.Membership.Fees;

internal sealed partial class FeeApi
{
    private const string SupersedeBasis = "UPDATE fee_bases SET superseded_at = @now WHERE member_id = @id AND since_month = @month AND superseded_at IS NULL";

    public override Task<FeeBasis> RecordFeeBasis(RecordFeeBasisRequest request, ServerCallContext context)
    {
        var input = request.FeeBasis ?? throw Problems.Invalid("fee_basis", "FIELD_REQUIRED");
        var check = new Check();
        var earns = input.Group is Group.InsuredSalary or Group.InsuranceBenefit or Group.Pension;
        var row = new FeeBasisRow
        {
            Id = Ids.New(),
            IncomeGroup = check.Name(input.Group, "fee_basis.group", required: true),
            Amount = input.Amount,
            SinceMonth = check.Month(input.SinceMonth, "fee_basis.since_month"),
            DocumentNumber = check.OptionalText(input.DocumentNumber, "fee_basis.document_number", DocumentLength),
        };
        check.That(earns ? input.Amount is > 0 and <= PaymentBook.MaxAmount : input.Amount == 0, "fee_basis.amount", "AMOUNT_INVALID", "R-FEE-1").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var member = await MemberStore.RequireAsync(work, request.Parent, context.Access().Scope);
            var stored = row with { MemberId = member.Id, RecordedAt = work.Now };
            await work.ExecuteAsync(SupersedeBasis, new { id = member.Id, month = row.SinceMonth, now = work.Now });
            await work.InsertAsync("fee_bases", stored);
            work.Audit(request.Parent, member.OrganizationId, Encoding.UTF8.GetBytes(stored.ToString()));
            return stored.ToProto();
        });
    }
}
