using DienBien.Feed.V1;
using DienBien.Indicators.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Indicators;
using DienBien.Platform.Local;
using DienBien.Platform.Membership;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Fees;
using DienBien.Platform.Shared.Hosting;
using DienBien.Platform.Tests.Access;
using DienBien.Platform.Tests.Gateway;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DienBien.Platform.Tests.Year;

/// <summary>Membership and Indicators on real sockets and files, both in the time of the story; Indicators really follows the feed.</summary>
internal sealed class YearWorld : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("year").FullName;

    private FakeIssuer issuer = null!;

    private WebApplication membership = null!;

    private WebApplication indicators = null!;

    private GrpcChannel register = null!;

    private GrpcChannel figures = null!;

    public StoryClock Clock { get; } = new(new DateOnly(2025, 12, 28));

    /// <summary>The names that the story has for resources.</summary>
    public Names Names { get; } = new();

    /// <summary>Who writes and reads in the whole province, or reads for a while as somebody else.</summary>
    public CallOptions Board { get; private set; }

    private CallOptions board;

    private CallOptions clerk;

    /// <summary>Whether the clerk of the commune reads in place of the province.</summary>
    public bool AsClerk
    {
        set => Board = value ? clerk : board;
    }

    public OrganizationService.OrganizationServiceClient Organizations => new(register);

    public OrganizationActService.OrganizationActServiceClient Acts => new(register);

    public OrganizationHealthService.OrganizationHealthServiceClient Health => new(register);

    public CommitteeService.CommitteeServiceClient Committees => new(register);

    public VillageService.VillageServiceClient Villages => new(register);

    public MemberService.MemberServiceClient Members => new(register);

    public MemberFactService.MemberFactServiceClient Facts => new(register);

    public CandidateService.CandidateServiceClient Candidates => new(register);

    public TransferService.TransferServiceClient Transfers => new(register);

    public DeadlineService.DeadlineServiceClient Deadlines => new(register);

    public FeeService.FeeServiceClient Fees => new(register);

    public StatisticsService.StatisticsServiceClient Statistics => new(register);

    public ReviewCycleService.ReviewCycleServiceClient Cycles => new(register);

    public ReviewService.ReviewServiceClient Reviews => new(register);

    public ImportService.ImportServiceClient Imports => new(register);

    public BadgeService.BadgeServiceClient Badges => new(register);

    public FeedService.FeedServiceClient Feed => new(register);

    public IndicatorService.IndicatorServiceClient Indicators => new(figures);

    public static async Task<YearWorld> StartAsync()
    {
        var world = new YearWorld { issuer = await FakeIssuer.StartAsync(TimeSpan.FromDays(3_650)) };
        world.membership = await world.StartAsync(MembershipHost.Service, world.Clock.WithoutJobs, "");
        var address = ServicesWorld.AddressOf(world.membership);
        world.indicators = await world.StartAsync(IndicatorsHost.Service, world.Clock, address);
        world.register = GrpcChannel.ForAddress(address);
        world.figures = GrpcChannel.ForAddress(ServicesWorld.AddressOf(world.indicators));
        world.board = world.As("organization-board@" + Names.ProvinceId, "service@" + Names.ProvinceId);
        world.clerk = world.As("clerk@01890000-0000-7000-8000-000000003316");
        world.AsClerk = false;
        return world;
    }

    /// <summary>What the services do by themselves every day.</summary>
    public async Task RunJobsAsync()
    {
        await membership.Services.GetRequiredService<DeadlineWatch>().RunOnceAsync(CancellationToken.None);
        await membership.Services.GetRequiredService<FeeWatch>().RunOnceAsync(CancellationToken.None);
    }

    /// <summary>Waits until Indicators knows all that is recorded.</summary>
    public Task CatchUpAsync() => Followers.CatchUpAsync(membership, [indicators], CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        register.Dispose();
        figures.Dispose();
        foreach (var host in (WebApplication[])[indicators, membership])
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }

        await issuer.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private CallOptions As(params string[] bindings) => new(new Metadata { { "authorization", "Bearer " + issuer.Token(bindings[0], bindings: bindings) } });

    private async Task<WebApplication> StartAsync(ServiceInfo service, TimeProvider clock, string source)
    {
        var inTheStory = service with
        {
            Services = services =>
            {
                service.Services(services);
                services.Replace(ServiceDescriptor.Singleton(clock));
            },
        };
        var host = ServiceHost.Build(inTheStory, [], settings => settings.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder,
            ["Identity:Issuer"] = FakeIssuer.Issuer,
            ["Identity:Metadata"] = issuer.Metadata,
            ["Identity:Token"] = issuer.Address + "/connect/token",
            ["Identity:ClientId"] = "svc-" + service.Name,
            ["Identity:ClientSecret"] = "secret",
            ["Logging:LogLevel:Default"] = "Error",
            ["Feeds:membership"] = source.Length == 0 ? null : source,
        }));
        await host.StartAsync();
        return host;
    }
}
