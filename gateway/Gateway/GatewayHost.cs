using DienBien.Platform.Gateway.Access;
using DienBien.Platform.Gateway.Errors;
using DienBien.Platform.Gateway.Health;
using DienBien.Platform.Gateway.Limits;
using DienBien.Platform.Gateway.OpenApi;
using DienBien.Platform.Gateway.Routes;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Telemetry;

namespace DienBien.Platform.Gateway;

/// <summary>The platform's one door: gRPC, gRPC-Web and JSON in, cleartext HTTP/2 to the services out.</summary>
internal static class GatewayHost
{
    public static WebApplication Build(string[] args, Action<ConfigurationManager>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        configure?.Invoke(builder.Configuration);
        builder.Configuration.QuietByDefault();
        builder.Logging.LeaveOutUrls();
        var options = builder.Configuration.ReadOptions();
        builder.ListenOn(options);

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddPlatformAuthentication(builder.Configuration);
        builder.Services.AddPlatformTelemetry(builder.Configuration, "gateway");
        builder.Services.AddAuthorization();
        // The routes' policies are CallersOnly's to enforce, which the framework does not know.
        builder.Services.Configure<RouteOptions>(routing => routing.SuppressCheckForUnhandledSecurityMetadata = true);
        builder.Services.AddSingleton(_ => RateLimits.Create(options.RateLimit));
        builder.Services.AddRequestTimeouts();
        builder.Services.AddCors(cors => CrossOrigin.Configure(cors, options.Cors));
        builder.Services.AddReverseProxy().LoadFromMemory(RouteTable.Build(PlatformContract.Services), Clusters.Build(options));
        builder.Services.AddSingleton<ServiceStates>();
        builder.Services.AddGrpc();
        builder.Services.AddReflection();
        return Pipeline(builder.Build(), options);
    }

    private static WebApplication Pipeline(WebApplication app, GatewayOptions options)
    {
        app.UseMiddleware<ErrorBodies>();
        app.UseRouting();
        if (options.Cors.Origins.Length > 0)
            app.UseCors();
        app.UseRequestTimeouts();
        app.UsePlatformAuthentication();
        app.UseMiddleware<RateLimits>();
        app.UseCallersOnly();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = false });

        app.MapHealthPages();
        app.MapReflection(options.PublicReflection);
        app.MapApiPages();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(BodyLimit.InvokeAsync);
            proxy.UseLoadBalancing();
        });
        return app;
    }
}
