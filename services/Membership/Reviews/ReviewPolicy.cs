using System.Collections.Frozen;
using DienBien.Platform.Shared.Policies;
using DienBien.Platform.Shared.Rules;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>The number that the cap on "excellent" is a part of.</summary>
internal enum CapBase
{
    /// <summary>Those decided good.</summary>
    Good,

    /// <summary>All who are decided.</summary>
    All,
}

/// <summary>What becomes of a part of a person that the cap's share leaves.</summary>
internal enum CapRounding
{
    /// <summary>It is dropped: 5·excellent ≤ good.</summary>
    Down,

    /// <summary>A half or more is one.</summary>
    Nearest,

    /// <summary>It is one.</summary>
    Up,
}

/// <summary>What a version of the review policy sets. Read once a version: every row that is shown asks for it.</summary>
internal sealed class ReviewPolicy
{
    /// <summary>Scores are kept in tenths, regulations speak of points.</summary>
    public const int Tenths = 10;

    private static readonly PerVersion<ReviewPolicy> Versions = new(RegisterPolicies.All["review"], version => new ReviewPolicy(version));

    internal ReviewPolicy(PolicyVersion version)
    {
        Version = version;
        GeneralMax = version.Number("generalMax") * Tenths;
        TaskMax = version.Number("taskMax") * Tenths;
        ExcellentFrom = version.Number("excellentFrom") * Tenths;
        GoodFrom = version.Number("goodFrom") * Tenths;
        CompletedFrom = version.Number("completedFrom") * Tenths;
        CapShare = version.Ratio("capShare");
        CapBase = version.Choice<CapBase>("capBase");
        CapRounding = version.Choice<CapRounding>("capRounding");
        NotRated = version.Strings("notRated").ToFrozenSet();
        SignGap = version.Number("signGap") * Tenths;
    }

    /// <summary>The version with its clauses.</summary>
    public PolicyVersion Version { get; }

    /// <summary>The most general points, in tenths (R-REV-1).</summary>
    public int GeneralMax { get; }

    /// <summary>The most points for tasks, in tenths (R-REV-1).</summary>
    public int TaskMax { get; }

    /// <summary>The least score for "excellent", in tenths (R-REV-2).</summary>
    public int ExcellentFrom { get; }

    /// <summary>The least score for "good", in tenths.</summary>
    public int GoodFrom { get; }

    /// <summary>The least score for "completed", in tenths.</summary>
    public int CompletedFrom { get; }

    /// <summary>The part of the base that may be excellent (R-REV-5).</summary>
    public Ratio CapShare { get; }

    public CapBase CapBase { get; }

    public CapRounding CapRounding { get; }

    /// <summary>The states in which a member is not rated (R-REV-6).</summary>
    public FrozenSet<string> NotRated { get; }

    /// <summary>How far a score may lie from what the task figures give, in tenths.</summary>
    public int SignGap { get; }

    /// <summary>The policy for a cycle that opens on a day; before the first version, that version (R-VER-1).</summary>
    public static ReviewPolicy On(DateOnly day) => Versions.On(day);

    /// <summary>The policy that a cycle has pinned.</summary>
    public static ReviewPolicy Pinned(string label) => Versions.Pinned(label);
}
