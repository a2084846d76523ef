using System.Globalization;
using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Shared.Feed;

/// <summary>A projected organisation.</summary>
public sealed record OrganizationNode
{
    /// <summary>The columns, in the order of the properties.</summary>
    public const string Columns = "id, parent_id, path, code, kind, display_name, established_on, dissolved_on";

    /// <summary>The id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The parent's id, or null for the province.</summary>
    public string? ParentId { get; init; }

    /// <summary>The place in the tree: the numbers of all nodes down to this one, each with a dot behind.</summary>
    public string Path { get; init; } = "";

    /// <summary>The import key.</summary>
    public string Code { get; init; } = "";

    /// <summary>The kind's name, for example <c>COMMUNE</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The name.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The day from which it exists.</summary>
    public DateOnly EstablishedOn { get; init; }

    /// <summary>The first day on which it no longer exists, or null.</summary>
    public DateOnly? DissolvedOn { get; init; }
}

/// <summary>Keeps the tree of a projection. Paths are made here, from the order of the feed, so that they never travel.</summary>
public static class OrganizationTree
{
    private const string Select = $"SELECT {OrganizationNode.Columns} FROM organizations WHERE id = @id";

    private const string SelectMany = $"SELECT {OrganizationNode.Columns} FROM organizations WHERE id {{in ids}}";

    private const string Update = """
        UPDATE organizations SET parent_id = @ParentId, code = @Code, kind = @Kind, display_name = @DisplayName,
            established_on = @EstablishedOn, dissolved_on = @DissolvedOn WHERE id = @Id
        """;

    private const string MoveBelow = "UPDATE organizations SET path = CONCAT(@path, SUBSTRING(path, @from, 400)) WHERE path >= @scopeFrom AND path < @scopeTo";

    /// <summary>A projected organisation, or null if it is not known here.</summary>
    public static Task<OrganizationNode?> FindAsync(Session session, string id) => session.FindAsync<OrganizationNode>(Select, new { id });

    /// <summary>Stores the states of organisations, in the order of the feed, with one look-up for all of them; a new parent moves the whole sub-tree.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="changes">The states, each with its event's position, which numbers a new node.</param>
    /// <returns>For each change the node before it, or null if it is new, and the node after it.</returns>
    /// <exception cref="InvalidDataException">A parent is not known: the feed is broken.</exception>
    public static async Task<IReadOnlyList<(OrganizationNode? Before, OrganizationNode After)>> StoreAsync(Session session, IReadOnlyList<(Organization Organization, long Position)> changes)
    {
        var ids = changes.SelectMany(c => new[] { IdOf(c.Organization.Name), IdOf(c.Organization.Parent) }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var known = await LoadAsync(session, ids).ConfigureAwait(false);
        var (stored, added) = (new List<(OrganizationNode? Before, OrganizationNode After)>(changes.Count), new List<OrganizationNode>());
        foreach (var (organization, position) in changes)
        {
            var after = NodeOf(organization, position, known);
            var before = known.GetValueOrDefault(after.Id);
            known[after.Id] = after;
            stored.Add((before, after));
            if (before is null)
            {
                added.Add(after);
                continue;
            }

            // What was added just now may lie below what moves.
            await session.InsertAsync<OrganizationNode>("organizations", added).ConfigureAwait(false);
            added.Clear();
            await session.ExecuteAsync(Update, after).ConfigureAwait(false);
            if (before.Path != after.Path)
            {
                await MoveAsync(session, before.Path, after.Path).ConfigureAwait(false);
                known = await LoadAsync(session, ids).ConfigureAwait(false);
            }
        }

        await session.InsertAsync<OrganizationNode>("organizations", added).ConfigureAwait(false);
        return stored;
    }

    /// <summary>Moves a node and everything below it to another path.</summary>
    public static async Task MoveAsync(Session session, string from, string to)
    {
        if (from != to)
        {
            var range = PathRange.Of(from);
            await session.ExecuteAsync(MoveBelow, new { path = to, from = from.Length + 1, scopeFrom = range.From, scopeTo = range.To }).ConfigureAwait(false);
        }
    }

    private static async Task<Dictionary<string, OrganizationNode>> LoadAsync(Session session, HashSet<string> ids) => ids.Count == 0
        ? []
        : (await session.QueryAsync<OrganizationNode>(SelectMany, new { ids = JsonSerializer.Serialize(ids) }).ConfigureAwait(false)).ToDictionary(n => n.Id, StringComparer.Ordinal);

    private static OrganizationNode NodeOf(Organization organization, long position, Dictionary<string, OrganizationNode> known)
    {
        var id = ResourceName.Require(ResourceName.Organizations, organization.Name);
        var parentId = IdOf(organization.Parent);
        var before = known.GetValueOrDefault(id);
        return new OrganizationNode
        {
            Id = id,
            ParentId = parentId,
            Path = before is not null && before.ParentId == parentId ? before.Path : Below(parentId, before, position, known),
            Code = organization.Code,
            Kind = EnumNames.Of(organization.Kind),
            DisplayName = organization.DisplayName,
            EstablishedOn = IsoDate.Parse(organization.EstablishedOn),
            DissolvedOn = IsoDate.ParseOptional(organization.DissolvedOn),
        };
    }

    private static string Below(string? parentId, OrganizationNode? before, long position, Dictionary<string, OrganizationNode> known)
    {
        var segment = before is null
            ? position.ToString(CultureInfo.InvariantCulture) + "."
            : before.Path[(before.Path.LastIndexOf('.', before.Path.Length - 2) + 1)..];
        if (parentId is null)
        {
            return segment;
        }

        var parent = known.GetValueOrDefault(parentId) ?? throw new InvalidDataException($"The parent {parentId} comes after its child.");
        return parent.Path + segment;
    }

    private static string? IdOf(string name) => name.Length == 0 ? null : ResourceName.Require(ResourceName.Organizations, name);
}
