using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership;

/// <summary>The register's policies, read once.</summary>
internal static class RegisterPolicies
{
    /// <summary>Those of this service and those that Shared carries.</summary>
    public static PolicySet All { get; } = PolicySet.Load(typeof(RegisterPolicies).Assembly);
}
