using System.Text.Json;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>The organisations above one, which its path names.</summary>
internal static class Ancestry
{
    private const string SelectAbove = $"SELECT {OrganizationRow.Columns} FROM organizations o WHERE o.path {{in paths}} ORDER BY o.path";

    /// <summary>The organisation and those above it, the topmost first.</summary>
    public static async Task<IReadOnlyList<OrganizationRow>> OfAsync(Session session, string path) =>
        [.. (await session.QueryAsync<OrganizationRow>(SelectAbove, new { paths = PathsOf(path) })).OrderBy(row => row.Path.Length)];

    /// <summary>The paths of an organisation and of those above it, as a JSON array.</summary>
    public static string PathsOf(string path) => JsonSerializer.Serialize(Paths(path));

    /// <summary>
    /// Below what lists stand in order: the committee or bloc directly below the root of the tree. Smaller sub-trees are read whole;
    /// the root is all of its anchors.
    /// </summary>
    public static string AnchorOf(string path) => Paths(path).Take(2).Last();

    /// <summary>The paths of the organisations above one, the topmost first.</summary>
    public static IEnumerable<string> Above(string path) => Paths(path).SkipLast(1);

    /// <summary>The paths of the organisations above one and its own, the topmost first.</summary>
    public static IEnumerable<string> Paths(string path) => path.Index().Where(letter => letter.Item == '.').Select(letter => path[..(letter.Index + 1)]);
}
