using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Organizations.Acts;

/// <summary>How organisations stood before acts gave them another parent or name.</summary>
internal static class OrganizationTerms
{
    private const string SelectOf = $"SELECT {OrganizationTermRow.Columns} FROM organization_terms t WHERE t.organization_id = @id ORDER BY t.valid_to";

    /// <summary>The terms of an organisation, the earliest first; none for most.</summary>
    public static Task<IReadOnlyList<OrganizationTermRow>> OfAsync(Session session, string id) => session.QueryAsync<OrganizationTermRow>(SelectOf, new { id });
}
