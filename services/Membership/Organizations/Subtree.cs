using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>Narrows a caller's scope to the organisation that a request names.</summary>
internal static class Subtree
{
    private const string SelectPath = "SELECT o.path FROM organizations o WHERE o.id = @id AND {scope o.path}";

    /// <summary>The part of the scope within an organisation.</summary>
    /// <exception cref="Problem">NOT_FOUND if the organisation lies outside the scope.</exception>
    public static async Task<Scope> OfAsync(Session session, string name, Scope scope)
    {
        var id = ResourceName.Require(ResourceName.Organizations, name);
        return scope.Within(await session.FindAsync<string>(SelectPath, new { id }, scope) ?? throw Problems.NotFound(name));
    }
}
