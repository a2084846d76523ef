using System.ComponentModel.DataAnnotations;
using System.Net;
using DienBien.Platform.Gateway.Limits;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;

namespace DienBien.Platform.Gateway;

/// <summary>The parts of the start that read the configuration.</summary>
internal static class GatewayDefaults
{
    public static GatewayOptions ReadOptions(this IConfiguration configuration)
    {
        var options = configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        var errors = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), errors, validateAllProperties: true)
            ? options
            : throw new OptionsValidationException(GatewayOptions.Section, typeof(GatewayOptions), errors.Select(e => e.ErrorMessage!));
    }

    /// <summary>Two fronts: without TLS a port speaks either HTTP/1.1 or HTTP/2.</summary>
    public static void ListenOn(this WebApplicationBuilder builder, GatewayOptions options)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Routes have limits of their own. What is refused for another reason is still read to its end, as BodyLimit explains.
            kestrel.Limits.MaxRequestBodySize = BodyLimit.SwallowedBytes;
            Listen(kestrel, new Uri(options.Http), HttpProtocols.Http1);
            Listen(kestrel, new Uri(options.Grpc), HttpProtocols.Http2);
        });
    }

    /// <summary>A line for each request would cost more than the request; the configuration can turn it on.</summary>
    public static void QuietByDefault(this IConfigurationBuilder configuration) =>
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
                ["Logging:LogLevel:Yarp"] = "Warning",
            },
        });

    private static void Listen(KestrelServerOptions kestrel, Uri address, HttpProtocols cleartext)
    {
        if (address.Host is "localhost")
            kestrel.ListenLocalhost(address.Port, Configure);
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            kestrel.Listen(ip, address.Port, Configure);
        else
            kestrel.ListenAnyIP(address.Port, Configure);

        void Configure(ListenOptions listen)
        {
            listen.Protocols = address.Scheme == "https" ? HttpProtocols.Http1AndHttp2 : cleartext;
            if (address.Scheme == "https")
                listen.UseHttps();
        }
    }
}
