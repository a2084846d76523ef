using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using DienBien.Platform.Identity.Data;
using DienBien.Platform.Shared.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace DienBien.Platform.Identity.Tokens;

/// <summary>
/// Grants a machine client what it was registered with: the request names neither scope nor audience.
/// OpenIddict has checked the secret and the grant before.
/// </summary>
internal sealed class GrantClientCredentials(IOpenIddictApplicationManager clients, IdentityDatabase database) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!context.Request.IsClientCredentialsGrantType())
        {
            return;
        }

        var clientId = context.ClientId!;
        var client = await clients.FindByClientIdAsync(clientId, context.CancellationToken)
            ?? throw new InvalidOperationException("The client vanished while its request was checked.");
        var granted = await clients.GetPermissionsAsync(client, context.CancellationToken);
        // A JSON array even of one binding, so that every reader of a token may rely on it.
        var bindings = new Claim(RoleBinding.ClaimType, await BindingsAsync(clientId, context.CancellationToken), JsonClaimValueTypes.JsonArray);
        var identity = new ClaimsIdentity([bindings], TokenValidationParameters.DefaultAuthenticationType, Claims.Subject, Claims.Role)
            .SetClaim(Claims.Subject, clientId)
            .SetScopes(Registered(granted, Permissions.Prefixes.Scope))
            .SetResources(Registered(granted, Permissions.Prefixes.Resource))
            .SetDestinations(static _ => [Destinations.AccessToken]);
        context.SignIn(new ClaimsPrincipal(identity));
    }

    private static IEnumerable<string> Registered(ImmutableArray<string> permissions, string prefix) =>
        permissions.Where(permission => permission.StartsWith(prefix, StringComparison.Ordinal)).Select(permission => permission[prefix.Length..]);

    private async Task<string> BindingsAsync(string subject, CancellationToken cancellation)
    {
        var rows = await database.RoleBindings.AsNoTracking().Where(row => row.Subject == subject).ToListAsync(cancellation);
        return JsonSerializer.Serialize(rows.Select(row => new RoleBinding(row.Role, row.OrganizationId).ToString()));
    }
}
