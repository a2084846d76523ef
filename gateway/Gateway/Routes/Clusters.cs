using System.Net;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace DienBien.Platform.Gateway.Routes;

/// <summary>Where the services are, and how the gateway speaks to them.</summary>
internal static class Clusters
{
    public static IReadOnlyList<ClusterConfig> Build(GatewayOptions options) =>
    [
        .. PlatformContract.Clusters.Select(name => new ClusterConfig
        {
            ClusterId = name,
            Destinations = options.AddressesOf(name)
                .ToDictionary(address => address, address => new DestinationConfig { Address = address }),
            HttpClient = new HttpClientConfig { EnableMultipleHttp2Connections = true },
            HttpRequest = new ForwarderRequestConfig
            {
                Version = name == "identity" ? HttpVersion.Version11 : HttpVersion.Version20,
                VersionPolicy = name == "identity" ? HttpVersionPolicy.RequestVersionOrLower : HttpVersionPolicy.RequestVersionExact,
                // Unary routes have a shorter Timeout of their own.
                ActivityTimeout = RouteTable.StreamSilence,
            },
            Metadata = new Dictionary<string, string> { ["ConsecutiveFailuresHealthPolicy.Threshold"] = "1" },
            HealthCheck = new HealthCheckConfig
            {
                // Better to try a destination that failed its last check than to refuse without trying.
                AvailableDestinationsPolicy = "HealthyOrPanic",
                Active = new ActiveHealthCheckConfig
                {
                    Enabled = true,
                    Interval = TimeSpan.FromSeconds(5),
                    Timeout = TimeSpan.FromSeconds(3),
                    Policy = "ConsecutiveFailures",
                    Path = "/readyz",
                },
            },
        }),
    ];
}
