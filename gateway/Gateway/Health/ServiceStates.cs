using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace DienBien.Platform.Gateway.Health;

/// <summary>Which services answer, as the last check found.</summary>
internal sealed class ServiceStates(IProxyStateLookup proxy, IActiveHealthCheckMonitor monitor)
{
    private int checking;

    public static bool IsUp(ClusterState cluster) =>
        cluster.DestinationsState.AllDestinations.Any(d => d.Health.Active == DestinationHealth.Healthy);

    /// <summary>Gives the state of each service; those that were down are asked again.</summary>
    public async Task<SortedDictionary<string, bool>> GetAsync()
    {
        var down = proxy.GetClusters().Where(c => !IsUp(c)).ToList();
        if (down.Count > 0 && Interlocked.Exchange(ref checking, 1) == 0)
        {
            try
            {
                await monitor.CheckHealthAsync(down);
            }
            finally
            {
                Volatile.Write(ref checking, 0);
            }
        }

        return new(proxy.GetClusters().ToDictionary(c => c.ClusterId, IsUp), StringComparer.Ordinal);
    }
}
