using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;
using DienBien.Common.V1;
using DienBien.Platform.Shared.Access;
using Google.Api;
using Google.Protobuf.Reflection;

namespace DienBien.Platform.Gateway.Routes;

/// <summary>What the platform offers, read from the generated descriptors.</summary>
internal static class PlatformContract
{
    /// <summary>The packages' owners. A service of a package that is missing here stops the start.</summary>
    private static readonly (string Prefix, string Cluster)[] Owners =
    [
        ("dienbien.membership.", "membership"),
        ("dienbien.meetings.", "meetings"),
        ("dienbien.inspection.", "inspection"),
        ("dienbien.indicators.", "indicators"),
    ];

    /// <summary>The one service that each of them serves under the same name.</summary>
    public const string FeedService = "dienbien.feed.v1.FeedService";

    public static readonly string[] FeedSources = [.. Owners.Select(o => o.Cluster)];

    public static readonly string[] Clusters = [.. FeedSources, "identity"];

    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [
        .. AccessTable.Files
            .SelectMany(f => f.Services)
            .OrderBy(s => s.FullName, StringComparer.Ordinal),
    ];

    public static string OwnerOf(ServiceDescriptor service)
    {
        foreach (var (prefix, cluster) in Owners)
        {
            if (service.FullName.StartsWith(prefix, StringComparison.Ordinal))
                return cluster;
        }

        throw new InvalidOperationException($"No service of the platform owns {service.FullName}.");
    }

    /// <summary>Lists the HTTP rules of a method: its own and the additional ones.</summary>
    public static IEnumerable<HttpRule> HttpRulesOf(MethodDescriptor method) =>
        method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule ? [rule, .. rule.AdditionalBindings] : [];

    public static bool IsPublic(MethodDescriptor method) =>
        method.GetOptions()?.GetExtension(AccessExtensions.Access)?.Public == true;

    public static bool IsStreaming(MethodDescriptor method) => method.IsClientStreaming || method.IsServerStreaming;
}
