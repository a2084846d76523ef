using Microsoft.Extensions.Logging;

namespace DienBien.Platform.Shared.Telemetry;

/// <summary>Keeps out of the logs what callers ask for: a search by name is part of a URL.</summary>
public static class LogPrivacy
{
    /// <summary>Leaves out the framework's lines that hold whole URLs, at whatever level the rest is logged. Spans tell of requests, their queries redacted.</summary>
    public static ILoggingBuilder LeaveOutUrls(this ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
        .AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.Warning);
}
