using System.Text.Json;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>Reads organisations one at a time.</summary>
internal static class OrganizationStore
{
    private const string SelectInScope = $"SELECT {OrganizationRow.Columns} FROM organizations o WHERE o.id = @id AND {{scope o.path}}";

    private const string SelectById = $"SELECT {OrganizationRow.Columns} FROM organizations o WHERE o.id = @id";

    private const string SelectPaths = "SELECT o.id, o.path FROM organizations o WHERE o.id {in ids}";

    private const string SelectByCode = "SELECT o.code FROM organizations o WHERE o.code = @code";

    private const string Hold = "UPDATE organizations SET version = version WHERE id = @id AND dissolved_on IS NULL";

    /// <summary>The organisation of a name.</summary>
    /// <exception cref="Problem">NOT_FOUND if there is none in the scope.</exception>
    public static async Task<OrganizationRow> RequireAsync(Session session, string name, Scope scope) =>
        await FindAsync(session, ResourceName.Require(ResourceName.Organizations, name), scope) ?? throw Problems.NotFound(name);

    /// <summary>The organisation of an id within a scope, or null.</summary>
    public static Task<OrganizationRow?> FindAsync(Session session, string id, Scope scope) => session.FindAsync<OrganizationRow>(SelectInScope, new { id }, scope);

    /// <summary>The organisation that a record points to, wherever it lies.</summary>
    public static Task<OrganizationRow> GetAsync(Session session, string id) => session.SingleAsync<OrganizationRow>(SelectById, new { id });

    /// <summary>The paths of organisations by their ids.</summary>
    public static async Task<Dictionary<string, string>> PathsAsync(Session session, IReadOnlySet<string> ids) => ids.Count == 0
        ? []
        : (await session.QueryAsync<PlaceRow>(SelectPaths, new { ids = JsonSerializer.Serialize(ids) })).ToDictionary(row => row.Id, row => row.Path, StringComparer.Ordinal);

    /// <summary>
    /// Keeps an organisation as it is until the transaction ends: what is set up under it and its dissolution wait for each other,
    /// on databases with more than one writer too.
    /// </summary>
    /// <returns>False if it is dissolved.</returns>
    public static async Task<bool> HoldAsync(Work work, string id) => await work.ExecuteAsync(Hold, new { id }) > 0;

    /// <summary>True if the code was given out, wherever and whenever (R-ORG-13).</summary>
    public static async Task<bool> IsTakenAsync(Session session, string code) => await session.FindAsync<string>(SelectByCode, new { code }) is not null;

    private sealed record PlaceRow
    {
        public string Id { get; init; } = "";

        public string Path { get; init; } = "";
    }
}
