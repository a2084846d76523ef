using System.Collections.Concurrent;

namespace DienBien.Platform.Shared.Policies;

/// <summary>What a service reads out of the versions of a policy, once each.</summary>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="policy">The policy.</param>
/// <param name="read">Reads a version.</param>
public sealed class PerVersion<T>(Policy policy, Func<PolicyVersion, T> read)
{
    private readonly ConcurrentDictionary<string, T> known = new(StringComparer.Ordinal);

    /// <summary>That of a day; a day before the first version is held against that one.</summary>
    /// <param name="day">The day.</param>
    public T On(DateOnly day) => Of(policy.OnOrFirst(day));

    /// <summary>That of the version that a case has pinned.</summary>
    /// <param name="label">The label that the case stores.</param>
    /// <exception cref="PolicyException">There is no such version.</exception>
    public T Pinned(string label) => Of(policy.Version(label));

    /// <summary>That of a version.</summary>
    /// <param name="version">One of the policy's.</param>
    public T Of(PolicyVersion version) => known.TryGetValue(version.Version, out var value) ? value : known.GetOrAdd(version.Version, read(version));
}
