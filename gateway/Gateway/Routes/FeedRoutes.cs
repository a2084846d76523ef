using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;
using Yarp.ReverseProxy.Configuration;

namespace DienBien.Platform.Gateway.Routes;

/// <summary>
/// Every service serves its own feed under one gRPC name: the header <c>feed-source</c> picks it, over HTTP the path.
/// </summary>
internal static class FeedRoutes
{
    private const string Header = "feed-source";

    public static IEnumerable<RouteConfig> Of(ServiceDescriptor service)
    {
        var path = $"/{service.FullName}/{{method}}";
        foreach (var source in PlatformContract.FeedSources)
            yield return ForHeader($"{service.FullName}@{source}", source, path, HeaderMatchMode.ExactHeader, source);

        // An unknown source matches neither and is refused: a reader must not get another feed than the one it asked for.
        yield return ForHeader(service.FullName, "membership", path, HeaderMatchMode.NotExists, null);

        // Server-sent events, hand-mapped by every service beside the RPC.
        foreach (var source in PlatformContract.FeedSources)
            yield return RouteTable.Stream($"feed-stream@{source}", source, "GET", $"/v1/feeds/{source}:stream");

        foreach (var method in service.Methods)
        {
            foreach (var rule in PlatformContract.HttpRulesOf(method))
            {
                var (verb, template) = HttpTemplate.Of(rule);
                foreach (var source in PlatformContract.FeedSources)
                    yield return RouteTable.Stream($"{method.FullName}@{source}", source, verb, HttpTemplate.Flatten(template).Replace("*", source, StringComparison.Ordinal));
            }
        }
    }

    private static RouteConfig ForHeader(string id, string cluster, string path, HeaderMatchMode mode, string? value)
    {
        var route = RouteTable.Stream(id, cluster, "POST", path);
        return route with
        {
            Match = route.Match with { Headers = [new RouteHeader { Name = Header, Mode = mode, Values = value is null ? null : [value] }] },
        };
    }
}
