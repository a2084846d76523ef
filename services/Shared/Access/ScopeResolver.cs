using System.Collections.Concurrent;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Shared.Access;

/// <summary>
/// Finds where a caller holds a permission, in this service's current tree. Paths are kept for two seconds;
/// what a caller sees of an object is decided by the predicate of the query, which reads the tree itself.
/// </summary>
public sealed class ScopeResolver(Database database, TimeProvider clock)
{
    private const int Bound = 20_000;

    private const string SelectPath = "SELECT path FROM organizations WHERE id = @id";

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (string? Path, long Expires)> paths = new();

    /// <summary>The scope in which the caller holds the permission. Empty while the organisation is not known here.</summary>
    public async ValueTask<Scope> ResolveAsync(Caller caller, string permission, CancellationToken cancellation)
    {
        var organizations = caller.OrganizationsWith(permission);
        var ranges = new List<PathRange>(organizations.Count);
        foreach (var organization in organizations)
        {
            if (await PathAsync(organization, cancellation).ConfigureAwait(false) is { } path && !ranges.Exists(r => r.Contains(path)))
            {
                ranges.RemoveAll(r => r.From.StartsWith(path, StringComparison.Ordinal));
                ranges.Add(PathRange.Of(path));
            }
        }

        return ranges.Count == 0 ? Scope.None : new Scope(ranges);
    }

    /// <summary>The path of an organisation, or null if there is none of that id.</summary>
    public async ValueTask<string?> PathAsync(string organizationId, CancellationToken cancellation)
    {
        var now = clock.GetTimestamp();
        if (paths.TryGetValue(organizationId, out var known) && known.Expires > now)
        {
            return known.Path;
        }

        var path = await database.ReadAsync(session => session.FindAsync<string>(SelectPath, new { id = organizationId }), cancellation).ConfigureAwait(false);
        if (paths.Count >= Bound)
        {
            paths.Clear();
        }

        // An unknown id is not remembered: it may be created in the next moment.
        if (path is not null)
        {
            paths[organizationId] = (path, now + (long)(Lifetime.TotalSeconds * clock.TimestampFrequency));
        }

        return path;
    }

    /// <summary>Forgets all paths; called when this process moved a part of the tree.</summary>
    public void Forget() => paths.Clear();
}
