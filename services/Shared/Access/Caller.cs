using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;

namespace DienBien.Platform.Shared.Access;

/// <summary>Who calls, as the token says it. Made once per token and shared by all its requests, hence immutable.</summary>
public sealed class Caller
{
    private readonly Dictionary<string, string[]> organizations;

    /// <summary>Describes a caller.</summary>
    /// <param name="subject">The account's id, or the client's for a machine.</param>
    /// <param name="clientId">The client that got the token.</param>
    /// <param name="bindings">The roles held, each on an organisation.</param>
    public Caller(string subject, string clientId, ImmutableArray<RoleBinding> bindings)
    {
        (Subject, ClientId, Bindings) = (subject, clientId, bindings);
        organizations = bindings
            .SelectMany(binding => Roles.PermissionsOf(binding.Role), (binding, permission) => (permission, binding.OrganizationId))
            .GroupBy(grant => grant.permission, grant => grant.OrganizationId, StringComparer.Ordinal)
            .ToDictionary(grants => grants.Key, grants => grants.Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Who calls without a token: holds nothing.</summary>
    public static Caller Anonymous { get; } = new("", "", []);

    /// <summary>The account's id, or the client's for a machine.</summary>
    public string Subject { get; }

    /// <summary>The client that got the token.</summary>
    public string ClientId { get; }

    /// <summary>The roles held, each on an organisation.</summary>
    public ImmutableArray<RoleBinding> Bindings { get; }

    /// <summary>When the token stops to count, the clocks' difference included; a stream ends then.</summary>
    public DateTimeOffset ExpiresAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>True if the permission is held anywhere.</summary>
    public bool Holds(string permission) => organizations.ContainsKey(permission);

    /// <summary>The organisations on which, with all below them, the permission is held; empty if nowhere.</summary>
    public IReadOnlyList<string> OrganizationsWith(string permission) => organizations.GetValueOrDefault(permission, []);

    /// <summary>Reads a validated token's claims. A malformed binding grants nothing.</summary>
    internal static Caller From(ClaimsPrincipal principal) => new(
        principal.FindFirstValue("sub") ?? "",
        principal.FindFirstValue("client_id") ?? "",
        [.. principal.FindAll(RoleBinding.ClaimType)
            .Select(claim => RoleBinding.TryParse(claim.Value, out var binding) ? binding : (RoleBinding?)null)
            .OfType<RoleBinding>()])
    {
        ExpiresAt = long.TryParse(principal.FindFirstValue("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) + TokenAuthentication.ClockSkew
            : DateTimeOffset.MaxValue,
    };
}
