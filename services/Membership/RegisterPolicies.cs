using DienBien.Platform.Membership.Badges;
using DienBien.Platform.Membership.Fees;
using DienBien.Platform.Membership.Reviews;
using DienBien.Platform.Membership.Statistics;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership;

/// <summary>The register's policies, read once.</summary>
internal static class RegisterPolicies
{
    /// <summary>Those of this service and those that Shared carries.</summary>
    public static PolicySet All { get; } = PolicySet.Load(typeof(RegisterPolicies).Assembly);

    /// <summary>Reads a version as the rules will, to find out what its form alone does not tell.</summary>
    /// <exception cref="Exception">Some value is none that the rules can read.</exception>
    public static void Try(PolicyVersion version) => _ = version.Policy switch
    {
        "badges" => new BadgePolicy(version),
        "fees" => new FeePolicy(version),
        "review" => new ReviewPolicy(version),
        "statistics" => new AgeBands(version),
        _ => (object)version,
    };
}
