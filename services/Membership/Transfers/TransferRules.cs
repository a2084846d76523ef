using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Policies;
using Kind = DienBien.Membership.V1.Transfer.Types.Kind;

namespace DienBien.Platform.Membership.Transfers;

/// <summary>The rules of transfers (R-TRF) over plain facts.</summary>
internal static class TransferRules
{
    private static readonly Policy Policy = RegisterPolicies.All["transfer"];

    public static PolicyVersion On(DateOnly day) => Policy.OnOrFirst(day);

    public static PolicyVersion Version(string label) => Policy.Version(label);

    /// <summary>R-TRF-4: 3 to less than 12 months; for study 3 to 24.</summary>
    public static bool Fits(PolicyVersion policy, Kind kind, DateOnly since, DateOnly until) => kind == Kind.Study
        ? until >= Months.Add(since, policy.Term("studyLeast").Count) && until <= Months.Add(since, policy.Term("studyMost").Count)
        : until >= Months.Add(since, policy.Term("temporaryLeast").Count) && until < Months.Add(since, policy.Term("temporaryBelow").Count);

    /// <summary>The bounds in words, for the refusal.</summary>
    public static Dictionary<string, string> Bounds(PolicyVersion policy, Kind kind) => new()
    {
        ["least"] = policy.Text(kind == Kind.Study ? "studyLeast" : "temporaryLeast"),
        ["most"] = (kind == Kind.Study ? "≤ " : "< ") + policy.Text(kind == Kind.Study ? "studyMost" : "temporaryBelow"),
    };

    /// <summary>R-TRF-6: enough official members on temporary transfer together for a temporary cell.</summary>
    public static bool MayFoundCell(PolicyVersion policy, int official) => official >= policy.Number("temporaryCellLeast");

    /// <summary>R-TRF-8: since when a file that was sent and not taken in counts as missing.</summary>
    public static DateOnly MissingBefore(DateOnly today) => Months.Add(today, -On(today).Term("reconcile").Count);
}
