using DienBien.Platform.Shared.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DienBien.Platform.Shared.Feed;

/// <summary>Registers projections and rebuilds them.</summary>
public static class ProjectionRegistration
{
    /// <summary>Follows a feed into a projection while the service runs.</summary>
    public static IServiceCollection AddProjection<T>(this IServiceCollection services)
        where T : Projection
    {
        services.AddSingleton<T>();
        services.AddSingleton<Projection>(provider => provider.GetRequiredService<T>());
        return services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<FeedConsumer>(provider, provider.GetRequiredService<T>()));
    }

    /// <summary>Empties every projection of a service and starts it again from position 0; a running service goes on from there.</summary>
    public static async Task RebuildAsync(IServiceProvider services, CancellationToken cancellation)
    {
        foreach (var projection in services.GetServices<Projection>())
        {
            var cursor = new FeedCursor(services.GetRequiredService<Database>(), projection, "rebuild", TimeSpan.Zero, services.GetRequiredService<TimeProvider>());
            await cursor.RebuildAsync(cancellation).ConfigureAwait(false);
        }
    }
}
