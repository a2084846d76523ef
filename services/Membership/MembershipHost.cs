using DienBien.Platform.Membership.Admissions;
using DienBien.Platform.Membership.Badges;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Dossiers;
using DienBien.Platform.Membership.Duplicates;
using DienBien.Platform.Membership.Fees;
using DienBien.Platform.Membership.Imports;
using DienBien.Platform.Membership.Life;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Membership.Organizations.Acts;
using DienBien.Platform.Membership.Organizations.Committees;
using DienBien.Platform.Membership.Organizations.Health;
using DienBien.Platform.Membership.Transfers;
using DienBien.Platform.Membership.Statistics;
using DienBien.Platform.Membership.Reviews;
using DienBien.Platform.Membership.Rulebook;
using DienBien.Platform.Membership.Villages;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Hosting;

namespace DienBien.Platform.Membership;

/// <summary>Builds the Membership service: the register of organisations, villages and members.</summary>
internal static class MembershipHost
{
    internal static readonly ServiceInfo Service = new()
    {
        Name = "membership",
        Assembly = typeof(MembershipHost).Assembly,
        OwnsOrganizations = true,
        Policies = RegisterPolicies.All,
        Services = services =>
        {
            services.AddSingleton<CardVault>();
            services.AddSingleton<ImportRunner>();
            services.AddHostedService<SeedOnStart>();
            services.AddSingleton<HeadNameRetention>();
            services.AddHostedService(provider => provider.GetRequiredService<HeadNameRetention>());
            services.AddSingleton<DeadlineWatch>();
            services.AddHostedService(provider => provider.GetRequiredService<DeadlineWatch>());
            services.AddSingleton<FeeWatch>();
            services.AddHostedService(provider => provider.GetRequiredService<FeeWatch>());
            services.AddSingleton<DuplicateBook>();
            services.AddHostedService(provider => provider.GetRequiredService<DuplicateBook>());
            services.AddSingleton<StatisticsBook>();
            services.AddHostedService(provider => provider.GetRequiredService<StatisticsBook>());
        },
        Map = app =>
        {
            app.MapGrpcService<OrganizationApi>();
            app.MapGrpcService<OrganizationActApi>();
            app.MapGrpcService<OrganizationHealthApi>();
            app.MapGrpcService<CommitteeApi>();
            app.MapGrpcService<VillageApi>();
            app.MapGrpcService<MemberApi>();
            app.MapGrpcService<DuplicateApi>();
            app.MapGrpcService<CandidateApi>();
            app.MapGrpcService<DeadlineApi>();
            app.MapGrpcService<FeeApi>();
            app.MapGrpcService<BadgeApi>();
            app.MapGrpcService<StatisticsApi>();
            app.MapGrpcService<MemberFactApi>();
            app.MapGrpcService<TransferApi>();
            app.MapGrpcService<DossierApi>();
            app.MapGrpcService<ReviewCycleApi>();
            app.MapGrpcService<ReviewApi>();
            app.MapGrpcService<ImportApi>();
            app.MapGrpcService<PolicyApi>();
            app.MapImports();
        },
    };

    internal static WebApplication Build(string[] args, Action<ConfigurationManager>? configure = null) =>
        ServiceHost.Build(Service, args, configure);

    private sealed class SeedOnStart(Commands commands) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => OrganizationSeed.ApplyAsync(commands, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
