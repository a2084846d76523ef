using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;
using DienBien.Platform.Gateway.Limits;
using Google.Protobuf.Reflection;
using Yarp.ReverseProxy.Configuration;

namespace DienBien.Platform.Gateway.Routes;

/// <summary>
/// All addresses of the platform, derived from the contract: one route for each gRPC service, one for each method that
/// is not like the others, one for each HTTP template. A new RPC cannot be forgotten.
/// </summary>
internal static class RouteTable
{
    /// <summary>The longest silence on a stream; a heartbeat breaks it every 15 seconds.</summary>
    public static readonly TimeSpan StreamSilence = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan UnaryTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<RouteConfig> Build(IEnumerable<ServiceDescriptor> services) =>
        RefuseDuplicates([.. services.SelectMany(OfService), .. Uploads(), .. Identity()]);

    private static IEnumerable<RouteConfig> OfService(ServiceDescriptor service)
    {
        if (service.FullName == PlatformContract.FeedService)
            return FeedRoutes.Of(service);
        var cluster = PlatformContract.OwnerOf(service);
        return
        [
            Unary($"{service.FullName}", cluster, "POST", $"/{service.FullName}/{{method}}"),
            .. service.Methods
                .Where(m => PlatformContract.IsStreaming(m) || PlatformContract.IsPublic(m))
                .Select(m => OfMethod(m, m.FullName, cluster, "POST", $"/{service.FullName}/{m.Name}")),
            .. service.Methods.SelectMany(m => PlatformContract.HttpRulesOf(m).Select((rule, i) =>
            {
                var (method, template) = HttpTemplate.Of(rule);
                return OfMethod(m, $"{m.FullName}#{i}", cluster, method, HttpTemplate.ToPattern(template));
            })),
        ];
    }

    private static RouteConfig OfMethod(MethodDescriptor rpc, string id, string cluster, string method, string path)
    {
        var route = PlatformContract.IsStreaming(rpc) ? Stream(id, cluster, method, path) : Unary(id, cluster, method, path);
        return PlatformContract.IsPublic(rpc) ? route with { AuthorizationPolicy = "anonymous" } : route;
    }

    // The imports are streamed by hand-mapped handlers: a client stream has no HTTP mapping of its own.
    private static IEnumerable<RouteConfig> Uploads() =>
        from collection in (string[])["organizations", "villages", "members", "payments"]
        select BodyLimit.On(Unary($"import-{collection}", "membership", "POST", $"/v1/organizations/{{p0}}/{collection}:import") with
        {
            Timeout = UploadTimeout,
        }, BodyLimit.UploadBytes);

    private static IEnumerable<RouteConfig> Identity() =>
    [
        Any("identity-token", "/connect/token") with { AuthorizationPolicy = "anonymous" },
        Any("identity-connect", "/connect/{**p0}"),
        Any("identity-discovery", "/.well-known/{**p0}") with { AuthorizationPolicy = "anonymous" },
    ];

    private static RouteConfig Any(string id, string path)
    {
        var route = Unary(id, "identity", "GET", path);
        return route with { Match = route.Match with { Methods = null } };
    }

    public static RouteConfig Unary(string id, string cluster, string method, string path) => BodyLimit.On(new RouteConfig
    {
        RouteId = id,
        ClusterId = cluster,
        AuthorizationPolicy = "default",
        Timeout = UnaryTimeout,
        Match = new RouteMatch { Path = path, Methods = [method] },
    }, BodyLimit.MessageBytes);

    // A stream lives as long as it is not silent: the cluster's ActivityTimeout alone ends it.
    public static RouteConfig Stream(string id, string cluster, string method, string path) =>
        Unary(id, cluster, method, path) with { Timeout = null, TimeoutPolicy = "Disable" };

    private static List<RouteConfig> RefuseDuplicates(List<RouteConfig> routes)
    {
        var duplicate = routes
            .GroupBy(r => (r.Match.Path, Methods: string.Join(',', r.Match.Methods ?? []), Header: HeaderOf(r)))
            .FirstOrDefault(g => g.Count() > 1);
        return duplicate is null
            ? routes
            : throw new InvalidOperationException(
                $"{duplicate.Key.Methods} {duplicate.Key.Path} has several owners: {string.Join(", ", duplicate.Select(r => r.RouteId))}.");
    }

    private static string HeaderOf(RouteConfig route) =>
        string.Join(';', route.Match.Headers?.Select(h => $"{h.Name}={h.Mode}:{string.Join(',', h.Values ?? [])}") ?? []);
}
