using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Membership;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;
using DienBien.Platform.Tests.Identity;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DienBien.Platform.Tests.Feed;

/// <summary>Membership on a real socket, whose feed is followed and read.</summary>
public sealed class FeedWorld : IAsyncLifetime
{
    public static readonly string NaTau = IdentityServer.NaTau;

    public const string MuongPhang = "01890000-0000-7000-8000-000000003325";

    private static readonly Caller Tester = new("tester", "tester", []);

    private readonly string folder = Directory.CreateTempSubdirectory("feed-").FullName;

    private readonly List<GrpcChannel> channels = [];

    private IdentityServer identity = null!;

    private WebApplication membership = null!;

    internal Database Source => membership.Services.GetRequiredService<Database>();

    internal FeedSources Sources { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        identity = await IdentityServer.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder,
            ["Identity:Issuer"] = IdentityServer.Issuer,
            ["Identity:Metadata"] = new Uri(identity.Address, ".well-known/openid-configuration").AbsoluteUri,
            ["Identity:Token"] = new Uri(identity.Address, "connect/token").AbsoluteUri,
            ["Identity:ClientId"] = "svc-indicators",
            ["Identity:ClientSecret"] = IdentityServer.Secret,
            ["Listen"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Error",
            ["Feeds:LeaseSeconds"] = "1",
        };
        membership = MembershipHost.Build([], configuration => configuration.AddInMemoryCollection(settings));
        await membership.StartAsync();
        settings["Feeds:membership"] = membership.Urls.Single();
        var configured = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        Sources = new FeedSources(configured, new ServiceTokenProvider(configured, TimeProvider.System, NullLogger<ServiceTokenProvider>.Instance));
    }

    public async ValueTask DisposeAsync()
    {
        channels.ForEach(channel => channel.Dispose());
        Sources.Dispose();
        await membership.StopAsync();
        await membership.DisposeAsync();
        await identity.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    internal Task<long> HeadAsync() => FeedLog.HeadAsync(Source, CancellationToken.None);

    /// <summary>Commits events, all in one transaction.</summary>
    internal async Task EmitAsync(int count, string? organization = null) => await membership.Services.GetRequiredService<Commands>().RunAsync(
        Tester,
        "/test",
        work =>
        {
            for (var i = 0; i < count; i++)
            {
                var id = Ids.New();
                work.Emit(ResourceName.Member(id), organization ?? NaTau, new MemberChanged { Member = ResourceName.Member(id) });
            }

            return Task.FromResult(0);
        },
        CancellationToken.None);

    /// <summary>The source's feed in order.</summary>
    internal async Task<IReadOnlyList<(long Position, string Id)>> StoredAsync() =>
        [.. (await FeedLog.ReadAsync(Source, 0, long.MaxValue, null, CancellationToken.None)).Select(row => (row.Position, row.Id))];

    /// <summary>Reads the feed as a client of the platform.</summary>
    internal async Task<AsyncServerStreamingCall<FeedBatch>> SubscribeAsync(string client, SubscribeRequest request, CancellationToken cancellation)
    {
        var channel = GrpcChannel.ForAddress(membership.Urls.Single());
        channels.Add(channel);
        return new FeedService.FeedServiceClient(channel).Subscribe(request, new Metadata { { "authorization", "Bearer " + await identity.TokenAsync(client) } }, cancellationToken: cancellation);
    }

    /// <summary>Reads up to the head.</summary>
    internal async Task<List<FeedBatch>> ReadAsync(string client, SubscribeRequest request)
    {
        request.UntilHead = true;
        using var call = await SubscribeAsync(client, request, CancellationToken.None);
        var batches = new List<FeedBatch>();
        await foreach (var batch in call.ResponseStream.ReadAllAsync(CancellationToken.None))
        {
            batches.Add(batch);
        }

        return batches;
    }
}
