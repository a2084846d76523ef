using System.Reflection;

namespace DienBien.Platform.Shared.Policies;

/// <summary>All policies that a service knows: those that Shared carries, its own, and the province's overrides.</summary>
public sealed class PolicySet
{
    private const string Folder = ".Policies.";
    private const string Ending = ".json";
    private readonly Dictionary<string, Policy> policies;

    private PolicySet(Dictionary<string, Policy> policies) => this.policies = policies;

    /// <summary>The policies, in no order.</summary>
    public IReadOnlyCollection<Policy> Policies => policies.Values;

    /// <summary>A policy by its code.</summary>
    /// <param name="code">The code.</param>
    /// <exception cref="PolicyException">There is no such policy.</exception>
    public Policy this[string code] => policies.TryGetValue(code, out var policy) ? policy : throw new PolicyException($"There is no policy '{code}'.");

    /// <summary>Loads and checks the embedded <c>Policies/*.json</c> of the given assemblies and of Shared.</summary>
    /// <param name="assemblies">As a rule the service's own.</param>
    /// <returns>The set.</returns>
    /// <exception cref="PolicyException">A file is malformed, versions overlap or leave a hole, or a code appears twice.</exception>
    public static PolicySet Load(params Assembly[] assemblies)
    {
        var policies = new Dictionary<string, Policy>(StringComparer.Ordinal);
        foreach (var assembly in assemblies.Append(typeof(PolicySet).Assembly).Distinct())
        {
            foreach (var resource in assembly.GetManifestResourceNames().Where(IsPolicy).Order(StringComparer.Ordinal))
            {
                using var json = assembly.GetManifestResourceStream(resource)!;
                var file = resource[(resource.LastIndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..^Ending.Length];
                if (!policies.TryAdd(file, PolicyFile.Read(file, json)))
                {
                    throw new PolicyException($"Policy '{file}' of {assembly.GetName().Name} is known already.");
                }
            }
        }

        return new PolicySet(policies);
    }

    /// <summary>The set with a dated decision of the province laid over one policy. Versions that cases have pinned keep their labels and values (rule R-VER-2).</summary>
    /// <param name="decision">The decision.</param>
    /// <returns>A new set.</returns>
    /// <exception cref="PolicyException">The policy or a parameter is unknown, or the decision is laid over it already.</exception>
    public PolicySet With(PolicyOverride decision) =>
        new(new Dictionary<string, Policy>(policies, StringComparer.Ordinal) { [decision.Policy] = decision.LaidOver(this[decision.Policy]) });

    /// <summary>Lays a decision over the policy itself, for whoever holds it. One that is laid over it already changes nothing.</summary>
    /// <param name="decision">The decision.</param>
    /// <exception cref="PolicyException">The policy or a parameter is unknown or of another form.</exception>
    public void Take(PolicyOverride decision)
    {
        lock (policies)
        {
            if (!decision.IsLaidOver(this[decision.Policy]))
            {
                this[decision.Policy].Become(decision.LaidOver(this[decision.Policy]));
            }
        }
    }

    private static bool IsPolicy(string resource) =>
        resource.Contains(Folder, StringComparison.Ordinal) && resource.EndsWith(Ending, StringComparison.Ordinal);
}
