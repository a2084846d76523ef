using System.Collections.Frozen;
using System.Text.Json;

namespace DienBien.Platform.Shared.Access;

/// <summary>What each role may do. The table is <c>roles.json</c> beside this file, read once.</summary>
public static class Roles
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Table = Load();

    /// <summary>The names of all roles.</summary>
    public static IReadOnlyList<string> All => Table.Keys;

    /// <summary>The permissions of a role; none for a role that the table does not know.</summary>
    public static FrozenSet<string> PermissionsOf(string role) => Table.GetValueOrDefault(role, FrozenSet<string>.Empty);

    private static FrozenDictionary<string, FrozenSet<string>> Load()
    {
        using var file = typeof(Roles).Assembly.GetManifestResourceStream(typeof(Roles), "roles.json")
            ?? throw new InvalidOperationException("roles.json is not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(file)!
            .ToFrozenDictionary(role => role.Key, role => role.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
