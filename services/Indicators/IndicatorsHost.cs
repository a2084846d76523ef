using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Indicators.Values;
using DienBien.Platform.Shared.Feed;
using DienBien.Platform.Shared.Hosting;

namespace DienBien.Platform.Indicators;

/// <summary>Builds the Indicators service.</summary>
internal static class IndicatorsHost
{
    internal static readonly ServiceInfo Service = new()
    {
        Name = "indicators",
        Assembly = typeof(IndicatorsHost).Assembly,
        OwnProjection = true,
        Policies = IndicatorPolicy.All,
        Services = services => services.AddProjection<IndicatorProjection>(),
        Map = app => app.MapGrpcService<IndicatorApi>(),
    };

    internal static WebApplication Build(string[] args, Action<ConfigurationManager>? configure = null) =>
        ServiceHost.Build(Service, args, configure);
}
