using System.Reflection;
using DienBien.Platform.Shared.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DienBien.Platform.Shared.Hosting;

/// <summary>What distinguishes one service from another.</summary>
public sealed record ServiceInfo
{
    private PolicySet? policies;

    /// <summary>The name: of the feed, the database file and the client.</summary>
    public required string Name { get; init; }

    /// <summary>The assembly that holds the service's migrations.</summary>
    public required Assembly Assembly { get; init; }

    /// <summary>Adds what the service needs.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Maps the service's RPCs.</summary>
    public Action<WebApplication> Map { get; init; } = _ => { };

    /// <summary>The policies that the service goes by, over which the province's decisions are laid.</summary>
    public PolicySet Policies { get => policies ??= PolicySet.Load(); init => policies = value; }

    /// <summary>True if the service owns the organisations; others keep a projection of them.</summary>
    public bool OwnsOrganizations { get; init; }

    /// <summary>True if a projection of the service's own keeps the organisations, so that tree and facts move in one transaction.</summary>
    public bool OwnProjection { get; init; }

    /// <summary>The scripts that make the service's schema, in order.</summary>
    public (Assembly Assembly, string Folder)[] Migrations
    {
        get
        {
            var shared = typeof(ServiceInfo).Assembly;
            return OwnsOrganizations
                ? [(shared, "Migrations"), (Assembly, "Migrations")]
                : [(shared, "Migrations"), (shared, "Projections"), (Assembly, "Migrations")];
        }
    }
}
