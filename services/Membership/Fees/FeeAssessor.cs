using DienBien.Platform.Shared.Calendar;
using Group = DienBien.Membership.V1.FeeBasis.Types.Group;

namespace DienBien.Platform.Membership.Fees;

/// <summary>What a member's fee depends on.</summary>
/// <param name="AdmittedOn">Party age counts from the admission decision, less the time out of the Party (R-OFF-5).</param>
/// <param name="AreaCode">The area of the cell that collects, which decides the region of the minimum wage.</param>
/// <param name="Bases">The bases in force, earliest first.</param>
/// <param name="Reliefs">The reliefs in force.</param>
internal sealed record FeeSubject(DateOnly AdmittedOn, string? AreaCode, IReadOnlyList<FeeBasisRow> Bases, IReadOnlyList<FeeReliefRow> Reliefs);

/// <summary>Assesses fees: a function of the facts and the policy alone.</summary>
internal static class FeeAssessor
{
    /// <summary>The fee of a month, which the rules must cover.</summary>
    public static Assessment Assess(FeePolicy policy, FeeSubject subject, DateOnly month)
    {
        var ageDay = policy.PartyAgeOn == PartyAgeDay.MonthStart ? month : month.AddMonths(1).AddDays(-1);
        if (Months.Add(subject.AdmittedOn, policy.ExemptMonths) <= ageDay)
        {
            return Nothing(policy, "FEE_EXEMPT_PARTY_AGE", "exemptPartyAge");
        }

        if (subject.Reliefs.FirstOrDefault(relief => relief.Covers(month) && policy.ExemptKinds.Contains(relief.Kind)) is { } exemption)
        {
            return Nothing(policy, "FEE_EXEMPT_" + exemption.Kind, "exemptOnRequest") with { Document = exemption.DocumentNumber };
        }

        return Basis(subject, month) is { } basis ? OfBasis(policy, subject, basis, month) : Nothing(policy, "FEE_NO_BASIS", "INSURED_SALARY");
    }

    /// <summary>True if the member may pay later.</summary>
    public static bool IsDeferred(FeeSubject subject, DateOnly month) => subject.Reliefs.Any(relief => relief.Kind == "DEFERRAL" && relief.Covers(month));

    private static Assessment OfBasis(FeePolicy policy, FeeSubject subject, FeeBasisRow basis, DateOnly month)
    {
        var parameter = policy.Version[basis.IncomeGroup];
        var reduction = subject.Reliefs.Where(relief => relief.Kind == "REDUCTION" && relief.Covers(month)).MaxBy(relief => (relief.DecidedOn, relief.RecordedAt));
        var assessment = new Assessment
        {
            Reason = "FEE_FLAT",
            Rule = parameter.Rule,
            Clause = parameter.Clause,
            PolicyVersion = policy.Version.Version,
            Group = basis.Group,
            BaseMonth = month,
            PercentOff = reduction?.PercentOff ?? 0,
            Document = reduction?.DocumentNumber ?? "",
        };
        if (basis.Group == Group.Student)
        {
            return assessment with { Due = policy.Share(policy.Version.Number(basis.IncomeGroup), new(1, 1), assessment.PercentOff) };
        }

        var (amount, earned) = (basis.Amount, month);
        if (basis.Group is Group.OtherBelowRetirement or Group.OtherRetirementAge)
        {
            var region = policy.RegionOf(subject.AreaCode);
            amount = FeePolicy.MinimumWage(region, month);
            assessment = assessment with { Reason = "FEE_OF_WAGE", Region = region };
        }
        else if (basis.Group == Group.InsuredSalary && Basis(subject, month.AddMonths(-1)) is { Group: Group.InsuredSalary } before)
        {
            // Who had no such salary the month before is assessed on the month's own.
            (amount, earned) = (before.Amount, month.AddMonths(-1));
        }

        return assessment with
        {
            Reason = assessment.Region.Length > 0 ? assessment.Reason : "FEE_OF_INCOME",
            Base = amount,
            BaseMonth = earned,
            Rate = policy.Version.Text(basis.IncomeGroup),
            Due = policy.Share(amount, policy.Version.Ratio(basis.IncomeGroup), assessment.PercentOff),
        };
    }

    private static FeeBasisRow? Basis(FeeSubject subject, DateOnly month) => subject.Bases.LastOrDefault(basis => basis.SinceMonth <= month);

    private static Assessment Nothing(FeePolicy policy, string reason, string parameter) =>
        new() { Reason = reason, Rule = policy.Version[parameter].Rule, Clause = policy.Version[parameter].Clause, PolicyVersion = policy.Version.Version };
}
