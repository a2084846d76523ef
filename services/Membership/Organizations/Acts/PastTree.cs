using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Organizations.Acts;

/// <summary>The tree of a day before acts changed it. Acts are few, so that what they changed since the day is held in memory.</summary>
internal sealed class PastTree
{
    private const string SelectSince = """
        SELECT t.organization_id, t.parent_id, t.display_name, t.valid_to, o.path, p.path AS parent_path FROM organization_terms t
            JOIN organizations o ON o.id = t.organization_id JOIN organizations p ON p.id = t.parent_id
        WHERE t.valid_to > @day AND t.recorded_at <= @known ORDER BY t.valid_to
        """;

    private readonly Dictionary<string, Past> past = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<Past> rows;

    private PastTree(IReadOnlyList<Past> rows)
    {
        this.rows = rows;
        foreach (var row in rows)
        {
            // The first term that ends after the day is the one of the day.
            past.TryAdd(row.OrganizationId, row);
        }
    }

    /// <summary>True if the tree of the day is the present one.</summary>
    public bool IsPresent => past.Count == 0;

    /// <summary>The days on which the tree changed since, in their order.</summary>
    public IEnumerable<DateOnly> Changes => rows.Select(row => row.ValidTo).Distinct();

    /// <summary>Reads what changed since a day, as far as it was known at a moment.</summary>
    public static async Task<PastTree> OfAsync(Session session, DateOnly day, DateTime known) =>
        new(await session.QueryAsync<Past>(SelectSince, new { day, known }));

    /// <summary>The tree of a later day.</summary>
    public PastTree On(DateOnly day) => new([.. rows.Where(row => row.ValidTo > day)]);

    /// <summary>True if something came into or left a part of the tree since the day.</summary>
    public bool Crosses(PathRange part) => rows.Any(row => part.Contains(row.Path) != part.Contains(row.ParentPath) && row.Path != part.From);

    /// <summary>The present ranges of what lay below an organisation on the day, those of what has left since included.</summary>
    public IReadOnlyList<PathRange> Below(string path)
    {
        var ranges = new List<PathRange> { PathRange.Of(path) };
        for (var found = true; found;)
        {
            found = false;
            foreach (var row in past.Values.Where(row => !ranges.Exists(r => r.Contains(row.Path)) && ranges.Exists(r => r.Contains(row.ParentPath))))
            {
                ranges.Add(PathRange.Of(row.Path));
                found = true;
            }
        }

        return ranges;
    }

    /// <summary>True if an organisation lay below another on the day.</summary>
    /// <param name="path">Its present path.</param>
    /// <param name="top">The other's present path.</param>
    public bool LayBelow(string path, string top)
    {
        for (var at = path; at.Length > 0;)
        {
            // The lowest of those above that stood elsewhere decides where to look on.
            var moved = past.Values.Where(row => at.StartsWith(row.Path, StringComparison.Ordinal)).MaxBy(row => row.Path.Length);
            if (at.StartsWith(top, StringComparison.Ordinal) && at.Length > top.Length && (moved is null || moved.Path.Length <= top.Length))
            {
                return true;
            }

            at = moved?.ParentPath ?? "";
            if (at == top)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The id of the parent on the day.</summary>
    public string? ParentOf(OrganizationRow row) => past.TryGetValue(row.Id, out var then) ? then.ParentId : row.ParentId;

    /// <summary>An organisation with the parent and the name of the day.</summary>
    public Organization Shown(Organization organization)
    {
        if (past.TryGetValue(ResourceName.OrganizationOf(organization.Name)!, out var then))
        {
            (organization.Parent, organization.DisplayName) = (ResourceName.Organization(then.ParentId), then.DisplayName);
        }

        return organization;
    }

    private sealed record Past
    {
        public string OrganizationId { get; init; } = "";

        public string ParentId { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public DateOnly ValidTo { get; init; }

        public string Path { get; init; } = "";

        public string ParentPath { get; init; } = "";
    }
}
