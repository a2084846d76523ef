using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using State = DienBien.Membership.V1.Fee.Types.State;

namespace DienBien.Platform.Membership.Fees;

/// <summary>A member's fees in the calendar year of a month, up to that month.</summary>
/// <param name="Payer">Who pays where.</param>
/// <param name="Subject">What the fees depend on.</param>
/// <param name="Payments">What was paid in the year, by month.</param>
/// <param name="Today">The day on which it is looked at.</param>
internal sealed record FeeSheet(PayerRow Payer, FeeSubject Subject, ILookup<DateOnly, long> Payments, DateOnly Today)
{
    /// <summary>True if so many months are unpaid that the cell has to be told.</summary>
    public static bool InArrears(FeePolicy policy, IReadOnlyCollection<DateOnly> unpaid) => unpaid.Count >= policy.WarnAt;

    /// <summary>The months that make a proposal (R-DEL-1), or none.</summary>
    public static IReadOnlyList<DateOnly> Proposed(FeePolicy policy, IReadOnlyList<DateOnly> unpaid)
    {
        if (!policy.Consecutive)
        {
            return unpaid.Count >= policy.ProposeAt ? unpaid : [];
        }

        for (var first = 0; first + policy.ProposeAt <= unpaid.Count; first++)
        {
            if (unpaid[first + policy.ProposeAt - 1] == unpaid[first].AddMonths(policy.ProposeAt - 1))
            {
                return [.. unpaid.Skip(first).Take(policy.ProposeAt)];
            }
        }

        return [];
    }

    /// <summary>The months of the year, up to and with a month, that are over and for which nothing was paid.</summary>
    public IReadOnlyList<DateOnly> UnpaidUpTo(DateOnly month)
    {
        var first = new DateOnly(month.Year, 1, 1);
        return [.. Enumerable.Range(0, month.Month).Select(first.AddMonths)
            // Who was admitted or came back in the course of a month pays from the next one on.
            .Where(m => m >= FeePolicy.FirstMonth && m >= Payer.MemberSince)
            .Where(m => StateIn(m, FeeAssessor.Assess(FeePolicy.In(m), Subject, m)) == State.Unpaid)];
    }

    public Fee ToProto(DateOnly month)
    {
        var policy = FeePolicy.In(month);
        var assessment = FeeAssessor.Assess(policy, Subject, month);
        var unpaid = UnpaidUpTo(month);
        return new Fee
        {
            Member = ResourceName.Member(Payer.MemberId),
            Organization = ResourceName.Organization(Payer.OrganizationId),
            Month = FeeMonths.Of(month),
            State = StateIn(month, assessment),
            AmountDue = assessment.Due,
            AmountPaid = Payments[month].Sum(),
            Group = assessment.Group,
            Base = assessment.Base,
            Rate = assessment.Rate,
            WageRegion = assessment.Region,
            Rule = assessment.Rule,
            Clause = assessment.Clause,
            PolicyVersion = assessment.PolicyVersion,
            Computation = assessment.Computation,
            ComputationVi = assessment.ComputationVi,
            UnpaidMonths = { unpaid.Select(FeeMonths.Of) },
            InArrears = InArrears(policy, unpaid),
        };
    }

    private State StateIn(DateOnly month, Assessment assessment)
    {
        var paid = Payments[month].Sum();
        return assessment switch
        {
            { Reason: "FEE_NO_BASIS" } => State.NoBasis,
            { Due: 0 } => State.Exempt,
            { Due: var due } when paid >= due => State.Paid,
            _ when paid > 0 && (FeePolicy.In(month).PartIsPaid || !IsOver(month)) => State.PartPaid,
            _ when !IsOver(month) => State.Open,
            _ when FeeAssessor.IsDeferred(Subject, month) => State.Deferred,
            _ => State.Unpaid,
        };
    }

    private bool IsOver(DateOnly month) => month.AddMonths(1) <= Today;
}
