using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Organizations.Acts;

/// <summary>Reads acts as far as their organisations lie in a scope.</summary>
internal static class ActStore
{
    /// <summary>Acts in which an organisation of the scope takes part.</summary>
    public const string InScope = "a.id IN (SELECT p.act_id FROM organizations o JOIN organization_act_parts p ON p.organization_id = o.id WHERE {scope o.path})";

    private const string SelectById = $"SELECT {ActRow.Columns} FROM organization_acts a WHERE a.id = @id AND {InScope}";

    private const string SelectParts = $$"""
        SELECT {{ActPartRow.Columns}} FROM organization_act_parts p JOIN organizations o ON o.id = p.organization_id
        WHERE p.act_id {in ids} AND {scope o.path} ORDER BY p.act_id, p.ordinal
        """;

    /// <summary>An act, or null.</summary>
    public static Task<ActRow?> FindAsync(Session session, string id, Scope scope) => session.FindAsync<ActRow>(SelectById, new { id }, scope);

    /// <summary>Acts with their parts, one query for all of them.</summary>
    public static async Task<IEnumerable<OrganizationAct>> FillAsync(Session session, IReadOnlyList<ActRow> acts, Scope scope)
    {
        var parts = (await session.QueryAsync<ActPartRow>(SelectParts, new { ids = JsonSerializer.Serialize(acts.Select(act => act.Id)) }, scope)).ToLookup(part => part.ActId);
        return acts.Select(act => act.ToProto(parts[act.Id]));
    }
}
