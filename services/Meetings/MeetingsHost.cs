using DienBien.Platform.Shared.Hosting;

namespace DienBien.Platform.Meetings;

/// <summary>Builds the Meetings service: for now its feed, health and the projection of organisations.</summary>
internal static class MeetingsHost
{
    internal static readonly ServiceInfo Service = new() { Name = "meetings", Assembly = typeof(MeetingsHost).Assembly };

    internal static WebApplication Build(string[] args, Action<ConfigurationManager>? configure = null) =>
        ServiceHost.Build(Service, args, configure);
}
