using System.Net;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Feed;
using DienBien.Platform.Shared.Policies;
using DienBien.Platform.Shared.Telemetry;
using DienBien.Platform.Shared.Transcoding;
using Google.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DienBien.Platform.Shared.Hosting;

/// <summary>
/// Builds a service: one cleartext HTTP/2 port for gRPC, gRPC-Web and transcoded JSON; access, errors, feed,
/// health and reflection as every service has them.
/// </summary>
public static class ServiceHost
{
    /// <summary>Builds a service from its settings.</summary>
    /// <param name="service">The service.</param>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Settings that count more than files and environment.</param>
    /// <exception cref="InvalidOperationException">A setting is missing, a migration failed or an RPC has no access rule.</exception>
    public static WebApplication Build(ServiceInfo service, string[] args, Action<ConfigurationManager>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ApplicationName = service.Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        configure?.Invoke(builder.Configuration);
        builder.Logging.LeaveOutUrls();
        var storage = Storage.Open(service.Name, builder.Configuration, service.Migrations);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, builder.Configuration));
        AddPlatform(builder, service, storage);
        service.Services(builder.Services);
        var app = builder.Build();
        app.UseRouting();
        app.UsePlatformAuthentication();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.UseMiddleware<BareErrors>();
        app.UseMiddleware<RequestCheck>();
        app.MapGrpcService<FeedApi>();
        app.MapFeedStream();
        app.MapGrpcHealthChecksService();
        app.MapHealth();
        service.Map(app);
        RefuseUndeclared(app);
        return app;
    }

    private static void AddPlatform(WebApplicationBuilder builder, ServiceInfo service, Storage storage)
    {
        var services = builder.Services;
        services.AddSingleton(service);
        services.AddSingleton(storage);
        services.AddSingleton(storage.Database);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ScopeResolver>();
        services.AddSingleton<ErrorMap>();
        services.AddSingleton<AccessCheck>();
        services.AddSingleton<CallInterceptor>();
        services.AddSingleton<FeedSignal>();
        services.AddSingleton<FeedMetrics>();
        services.AddSingleton<FeedSources>();
        services.AddSingleton<FeedReader>();
        services.AddSingleton<ServiceTokenProvider>();
        services.AddSingleton<Commands>();
        services.AddSingleton<PolicyBook>();
        services.AddHostedService(provider => provider.GetRequiredService<PolicyBook>());
        services.AddHostedService<AnswerRetention>();
        services.AddSingleton<PageTokens>();
        services.AddDataProtection()
            .SetApplicationName($"dienbien-{service.Name}")
            .PersistKeysToFileSystem(new DirectoryInfo(storage.KeyFolder));
        services.AddPlatformAuthentication(builder.Configuration);
        services.AddPlatformTelemetry(builder.Configuration, service.Name);
        services.AddGrpc(grpc => grpc.Interceptors.Add<CallInterceptor>()).AddJsonTranscoding(json =>
        {
            json.JsonSettings.WriteInt64sAsStrings = true;
            // Without the registry a status with details becomes an empty 500.
            json.TypeRegistry = Google.Protobuf.Reflection.TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);
        });
        services.AddGrpcHealthChecks().AddCheck<DatabaseHealth>("database");
        if (!service.OwnsOrganizations && !service.OwnProjection)
        {
            services.AddProjection<OrganizationProjection>();
        }
    }

    private static void Listen(KestrelServerOptions kestrel, ConfigurationManager configuration)
    {
        var address = new Uri(configuration["Listen"] ?? "http://127.0.0.1:0");
        kestrel.AddServerHeader = false;
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1_000;
        kestrel.Listen(address.Host is "0.0.0.0" or "*" or "+" ? IPAddress.Any : IPAddress.Parse(address.Host), address.Port, listen => listen.Protocols = HttpProtocols.Http2);
    }

    /// <summary>Closed by default: a service with an RPC that says nothing about access does not start.</summary>
    private static void RefuseUndeclared(WebApplication app)
    {
        var methods = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<global::Grpc.AspNetCore.Server.GrpcMethodMetadata>()?.Method.FullName)
            .OfType<string>().Distinct();
        if (AccessTable.WithoutRule(methods) is { Count: > 0 } open)
        {
            throw new InvalidOperationException($"No access rule is declared for {string.Join(", ", open)}.");
        }
    }
}
