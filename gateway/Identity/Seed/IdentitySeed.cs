using DienBien.Platform.Identity.Accounts;
using DienBien.Platform.Identity.Data;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace DienBien.Platform.Identity.Seed;

/// <summary>Creates the clients and accounts that are missing, all or none of them. Those that exist keep their roles.</summary>
internal sealed class IdentitySeed(IdentityDatabase database, IOpenIddictApplicationManager clients, UserManager<Account> accounts)
{
    private const string SelectNames = "SELECT ClientId FROM OpenIddictApplications UNION ALL SELECT UserName FROM AspNetUsers";

    /// <summary>Seeds a host that was built, running or not.</summary>
    public static async Task ApplyAsync(IServiceProvider services, IReadOnlyList<ClientSeed> clients, IReadOnlyList<AccountSeed> accounts, CancellationToken cancellation)
    {
        if (await IsDoneAsync(services.GetRequiredService<Database>(), clients, accounts, cancellation))
        {
            return;
        }

        await using var scope = services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<IdentitySeed>(scope.ServiceProvider).ApplyAsync(clients, accounts, cancellation);
    }

    // The common case at a start, asked without waking the object mapper.
    private static async Task<bool> IsDoneAsync(Database database, IReadOnlyList<ClientSeed> clients, IReadOnlyList<AccountSeed> accounts, CancellationToken cancellation)
    {
        var names = await database.ReadAsync(session => session.QueryAsync<string>(SelectNames), cancellation);
        return clients.All(seed => !seed.ReplaceSecret && names.Contains(seed.ClientId))
            && accounts.All(seed => !seed.ReplacePassword && names.Contains(seed.UserName));
    }

    private async Task ApplyAsync(IReadOnlyList<ClientSeed> clientSeeds, IReadOnlyList<AccountSeed> accountSeeds, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        foreach (var seed in clientSeeds)
        {
            await ApplyAsync(seed, cancellation);
        }

        foreach (var seed in accountSeeds)
        {
            await ApplyAsync(seed);
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task ApplyAsync(ClientSeed seed, CancellationToken cancellation)
    {
        if (await clients.FindByClientIdAsync(seed.ClientId, cancellation) is { } existing)
        {
            if (seed.ReplaceSecret)
            {
                await clients.UpdateAsync(existing, seed.Secret, cancellation);
            }

            return;
        }

        await clients.CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = seed.ClientId,
                ClientSecret = seed.Secret,
                ClientType = ClientTypes.Confidential,
                DisplayName = seed.DisplayName,
                Permissions =
                {
                    Permissions.Endpoints.Token,
                    Permissions.GrantTypes.ClientCredentials,
                    Permissions.Prefixes.Scope + IdentityHost.Scope,
                    Permissions.Prefixes.Resource + TokenAuthentication.Audience,
                },
            },
            cancellation);
        Bind(seed.ClientId, seed.Role, seed.OrganizationId);
    }

    private async Task ApplyAsync(AccountSeed seed)
    {
        if (await accounts.FindByNameAsync(seed.UserName) is { } existing)
        {
            if (seed.ReplacePassword)
            {
                Require(await accounts.RemovePasswordAsync(existing));
                Require(await accounts.AddPasswordAsync(existing, seed.Password));
            }

            return;
        }

        var account = new Account { UserName = seed.UserName };
        Require(await accounts.CreateAsync(account, seed.Password));
        Bind(account.Id, seed.Role, seed.OrganizationId);
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException("An account was refused: " + string.Join(", ", result.Errors.Select(error => error.Code)));
        }
    }

    private void Bind(string subject, string role, string organizationId) =>
        database.RoleBindings.Add(new RoleBindingRow { Subject = subject, Role = role, OrganizationId = organizationId });
}
