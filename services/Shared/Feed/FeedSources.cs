using System.Collections.Concurrent;
using DienBien.Feed.V1;
using DienBien.Platform.Shared.Access;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;

namespace DienBien.Platform.Shared.Feed;

/// <summary>
/// Connections to the feeds of other services, at <c>Feeds:{service}</c>. <c>Feeds:LeaseSeconds</c> says how long
/// after a replica's death another takes over.
/// </summary>
internal sealed class FeedSources(IConfiguration configuration, ServiceTokenProvider tokens) : IDisposable
{
    private readonly ConcurrentDictionary<string, GrpcChannel> channels = new();

    public void Dispose()
    {
        foreach (var channel in channels.Values)
        {
            channel.Dispose();
        }
    }

    internal TimeSpan Lease { get; } = TimeSpan.FromSeconds(configuration.GetValue("Feeds:LeaseSeconds", 10));

    internal FeedService.FeedServiceClient Client(string source) => new(channels.GetOrAdd(source, Open));

    private GrpcChannel Open(string source) => GrpcChannel.ForAddress(
        configuration[$"Feeds:{source}"] ?? throw new InvalidOperationException($"The setting Feeds:{source} is missing."),
        new GrpcChannelOptions
        {
            HttpHandler = new ServiceTokenHandler(tokens) { InnerHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } },
            MaxReceiveMessageSize = 64 * 1024 * 1024,
            DisposeHttpClient = true,
        });
}
