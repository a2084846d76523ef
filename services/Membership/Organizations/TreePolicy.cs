using System.Text.Json;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>Which kinds may stand under which, by the policy in force.</summary>
internal static class TreePolicy
{
    private static readonly Rules Current = Load();

    /// <summary>The version of the policy.</summary>
    public static string Version => Current.Version;

    /// <summary>True if the kind may stand under a parent of the other kind.</summary>
    public static bool MayStandUnder(string kind, string parentKind) => Current.Parents.GetValueOrDefault(kind, []).Contains(parentKind);

    /// <summary>True if the kind is a cell, which has members and needs a sector.</summary>
    public static bool IsCell(string kind) => Current.Cells.Contains(kind);

    private static Rules Load()
    {
        using var stream = typeof(TreePolicy).Assembly.GetManifestResourceStream("DienBien.Platform.Membership.Policies.organization-tree.json")!;
        return JsonSerializer.Deserialize<Rules>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Rules
    {
        public required string Version { get; init; }

        public required Dictionary<string, string[]> Parents { get; init; }

        public required HashSet<string> Cells { get; init; }
    }
}
