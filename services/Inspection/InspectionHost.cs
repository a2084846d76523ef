using DienBien.Platform.Shared.Hosting;

namespace DienBien.Platform.Inspection;

/// <summary>Builds the Inspection service: for now its feed, health and the projection of organisations.</summary>
internal static class InspectionHost
{
    internal static readonly ServiceInfo Service = new() { Name = "inspection", Assembly = typeof(InspectionHost).Assembly };

    internal static WebApplication Build(string[] args, Action<ConfigurationManager>? configure = null) =>
        ServiceHost.Build(Service, args, configure);
}
