using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DienBien.Platform.Shared.Telemetry;

/// <summary>Traces and metrics over OTLP.</summary>
public static class TelemetrySetup
{
    // Without this key a gRPC call leaves its server span without method and status.
    private const string GrpcSpans = "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_ENABLE_GRPC_INSTRUMENTATION";

    /// <summary>
    /// Exports when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. In a process of several hosts only one may export
    /// (<c>Telemetry:Export</c> false for the others), since listeners hear the whole process.
    /// </summary>
    public static IServiceCollection AddPlatformTelemetry(this IServiceCollection services, IConfiguration configuration, string serviceName)
    {
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 } || !configuration.GetValue("Telemetry:Export", true))
        {
            return services;
        }

        // Read from the host's settings, which took their copy of the environment long ago.
        configuration[GrpcSpans] = "true";
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? $"dienbien-{serviceName}"))
            .WithTracing(tracing => tracing.AddPlatformSources().AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddMeter("DienBien.Platform.Feed").AddOtlpExporter());
        return services;
    }

    /// <summary>What a request passes through: the gateway, the service, SQL.</summary>
    public static TracerProviderBuilder AddPlatformSources(this TracerProviderBuilder tracing) => tracing
        .AddSource(PlatformActivity.Source.Name)
        .AddAspNetCoreInstrumentation()
        .AddGrpcClientInstrumentation(grpc => grpc.SuppressDownstreamInstrumentation = true)
        .AddHttpClientInstrumentation();
}
