using System.Collections.Concurrent;
using System.Diagnostics;
using DienBien.Platform.Gateway;
using DienBien.Platform.Shared.Telemetry;
using DienBien.Platform.Tests.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DienBien.Platform.Tests.Privacy;

/// <summary>The services with everything that they log, down to the finest level, and every span that they would export.</summary>
public sealed class WatchedWorld : ServicesWorld
{
    private readonly ConcurrentQueue<string> lines = new();

    private readonly TracerProvider tracing;

    private WebApplication gateway = null!;

    public WatchedWorld() => tracing = Sdk.CreateTracerProviderBuilder().AddPlatformSources().AddProcessor(new Spans(lines)).Build();

    /// <summary>Log lines with their values, and spans with their names, tags and events.</summary>
    internal IReadOnlyCollection<string> Lines => lines;

    protected override string LogLevel => "Trace";

    /// <summary>The door's address.</summary>
    internal string Door { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var settings = Settings("gateway");
        (settings["Gateway:Http"], settings["Gateway:Grpc"]) = ("http://127.0.0.1:0", "http://127.0.0.1:0");
        foreach (var (name, host) in Hosts)
        {
            settings[$"Gateway:Services:{name}"] = AddressOf(host);
        }

        settings["Gateway:Services:identity"] = settings["Identity:Metadata"]!.Split("/.well")[0];
        gateway = GatewayHost.Build([], configuration => configuration.AddInMemoryCollection(settings));
        Prepare(gateway);
        await gateway.StartAsync();
        Door = AddressOf(gateway);
    }

    public override async ValueTask DisposeAsync()
    {
        tracing.Dispose();
        await gateway.StopAsync();
        await gateway.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Prepare(WebApplication host) => host.Services.GetRequiredService<ILoggerFactory>().AddProvider(new Logs(lines));

    private sealed class Spans(ConcurrentQueue<string> lines) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => lines.Enqueue(
            $"span {data.DisplayName} {string.Join(' ', data.TagObjects)} {data.StatusDescription} {string.Join(' ', data.Baggage)} {string.Join(' ', data.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags)}"))}");
    }

    private sealed class Logs(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"log {logLevel} {eventId.Name} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
