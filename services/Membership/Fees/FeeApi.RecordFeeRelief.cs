using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Kind = DienBien.Membership.V1.FeeRelief.Types.Kind;

namespace DienBien.Platform.Membership.Fees;

internal sealed partial class FeeApi
{
    private const string SupersedeRelief = "UPDATE fee_reliefs SET superseded_at = @now WHERE member_id = @id AND kind = @kind AND first_month = @month AND superseded_at IS NULL";

    public override Task<FeeRelief> RecordFeeRelief(RecordFeeReliefRequest request, ServerCallContext context)
    {
        var row = ReadRelief(request.FeeRelief ?? throw Problems.Invalid("fee_relief", "FIELD_REQUIRED"), clock.Today());
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var member = await MemberStore.RequireAsync(work, request.Parent, context.Access().Scope);
            RequireAllowed(row);
            var stored = row with { Id = Ids.New(), MemberId = member.Id, RecordedAt = work.Now };
            await work.ExecuteAsync(SupersedeRelief, new { id = member.Id, kind = row.Kind, month = row.FirstMonth, now = work.Now });
            await work.InsertAsync("fee_reliefs", stored);
            work.Audit(request.Parent, member.OrganizationId, Encoding.UTF8.GetBytes(stored.ToString()));
            return stored.ToProto();
        });
    }

    /// <summary>Refuses a reduction that no cell may decide (R-FEE-4), by the rules in force in its first month.</summary>
    internal static void RequireAllowed(FeeReliefRow row)
    {
        var policy = FeePolicy.In(row.FirstMonth);
        if (row.Kind != "REDUCTION")
        {
            return;
        }

        if (!policy.MayReduceBy(row.PercentOff))
        {
            throw Problems.Precondition("fee_relief.percent", "REDUCTION_SHARE", policy.Version["reductionPercents"].Rule);
        }

        if (row.LastMonth > policy.LastReducedMonth(row.FirstMonth))
        {
            throw Problems.Precondition("fee_relief.last_month", "REDUCTION_TOO_LONG", policy.Version["reductionLength"].Rule);
        }
    }

    private static FeeReliefRow ReadRelief(FeeRelief input, DateOnly today)
    {
        var check = new Check();
        var row = new FeeReliefRow
        {
            Kind = check.Name(input.Kind, "fee_relief.kind", required: true),
            PercentOff = input.Percent,
            FirstMonth = check.Month(input.FirstMonth, "fee_relief.first_month"),
            LastMonth = check.OptionalMonth(input.LastMonth, "fee_relief.last_month"),
            DecidedOn = check.Date(input.DecidedOn, "fee_relief.decided_on"),
            DocumentNumber = check.Text(input.DocumentNumber, "fee_relief.document_number", DocumentLength),
        };
        var reduces = input.Kind == Kind.Reduction;
        check.That(!reduces || input.LastMonth.Length > 0, "fee_relief.last_month", "FIELD_REQUIRED", "R-FEE-4")
            .That(reduces || input.Percent == 0, "fee_relief.percent", "PERCENT_UNEXPECTED")
            .That(row.LastMonth is null || row.LastMonth >= row.FirstMonth, "fee_relief.last_month", "UNTIL_BEFORE_SINCE")
            .That(row.DecidedOn <= today, "fee_relief.decided_on", "DATE_IN_FUTURE")
            .That(input.FirstMonth.Length == 0 || !check.Ok || row.FirstMonth >= FeePolicy.FirstMonth, "fee_relief.first_month", "MONTH_NOT_COVERED", "R-FEE-1")
            .OrThrow();
        return row;
    }
}
