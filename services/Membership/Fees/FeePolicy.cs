using System.Collections.Frozen;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using DienBien.Platform.Shared.Rules;

namespace DienBien.Platform.Membership.Fees;

/// <summary>How a fraction of the rounding unit is rounded.</summary>
internal enum FeeRounding
{
    /// <summary>A half goes up.</summary>
    HalfUp,

    /// <summary>To the member's advantage.</summary>
    Down,
}

/// <summary>On which day of a month the party age is looked at.</summary>
internal enum PartyAgeDay
{
    /// <summary>The first day.</summary>
    MonthStart,

    /// <summary>The last day: exempt from the month in which the age is reached.</summary>
    MonthEnd,
}

/// <summary>A version of the fee rules.</summary>
internal sealed class FeePolicy
{

    private static readonly PerVersion<FeePolicy> Versions = new(RegisterPolicies.All["fees"], version => new FeePolicy(version));

    private readonly IReadOnlyDictionary<string, string> wageRegions;
    private readonly string wageRegionElsewhere;
    private readonly int roundingUnit;
    private readonly FeeRounding rounding;

    /// <summary>Reads the parameters of a version.</summary>
    internal FeePolicy(PolicyVersion version)
    {
        Version = version;
        wageRegions = version.Map<string>("wageRegions");
        wageRegionElsewhere = version.Text("wageRegionElsewhere");
        roundingUnit = version.Number("roundingUnit");
        rounding = version.Choice<FeeRounding>("rounding");
        ExemptMonths = version.Term("exemptPartyAge").Count;
        PartyAgeOn = version.Choice<PartyAgeDay>("partyAgeOn");
        ExemptKinds = version.Strings("exemptOnRequest").ToFrozenSet();
        WarnAt = version.Number("arrearsWarning");
        ProposeAt = version.Number("unpaidMonths");
        Consecutive = version.Flag("unpaidConsecutive");
        PartIsPaid = version.Flag("partIsPaid");
    }

    public PolicyVersion Version { get; }

    public int ExemptMonths { get; }

    public PartyAgeDay PartyAgeOn { get; }

    public FrozenSet<string> ExemptKinds { get; }

    public int WarnAt { get; }

    public int ProposeAt { get; }

    public bool Consecutive { get; }

    public bool PartIsPaid { get; }

    /// <summary>The first month that the rules cover.</summary>
    public static DateOnly FirstMonth => RegisterPolicies.All["fees"].Versions[0].ValidFrom;

    /// <summary>The version in force in a month, one that the rules cover.</summary>
    public static FeePolicy In(DateOnly month) => Versions.Of(RegisterPolicies.All["fees"].On(month));

    /// <summary>The region of the minimum wage in which an area lies.</summary>
    public string RegionOf(string? areaCode) => areaCode is not null && wageRegions.TryGetValue(areaCode, out var region) ? region : wageRegionElsewhere;

    /// <summary>The monthly minimum wage of a region in a month, in đồng.</summary>
    public static int MinimumWage(string region, DateOnly month) => RegisterPolicies.All["minimum-wage"].OnOrFirst(month).Map<int>("monthly")[region];

    /// <summary>Whether a reduction is one that a cell may decide (R-FEE-4).</summary>
    public bool MayReduceBy(int percent) => Version.Strings("reductionPercents").Contains(percent.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The last month of the longest reduction that begins in a month.</summary>
    public DateOnly LastReducedMonth(DateOnly first) => Months.Add(first, Version.Term("reductionLength").Count - 1);

    /// <summary>A share of an amount, rounded to the unit.</summary>
    public long Share(long amount, Ratio rate, int percentOff)
    {
        var (above, below) = ((Int128)amount * rate.Numerator * (100 - percentOff), (Int128)rate.Denominator * 100 * roundingUnit);
        return (long)((rounding == FeeRounding.HalfUp ? ((above * 2) + below) / (below * 2) : above / below) * roundingUnit);
    }
}
