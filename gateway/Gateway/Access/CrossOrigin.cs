using Microsoft.AspNetCore.Cors.Infrastructure;

namespace DienBien.Platform.Gateway.Access;

/// <summary>Which pages of other origins may call. None, unless the configuration names them.</summary>
internal static class CrossOrigin
{
    public static void Configure(CorsOptions cors, GatewayOptions.CorsOptions options) =>
        cors.AddDefaultPolicy(policy => policy
            .WithOrigins(options.Origins)
            .WithMethods("GET", "POST", "PATCH", "PUT", "DELETE")
            .AllowAnyHeader()
            .WithExposedHeaders("grpc-status", "grpc-message", "grpc-status-details-bin", "Retry-After", "WWW-Authenticate")
            .SetPreflightMaxAge(TimeSpan.FromHours(1)));
}
