using System.ComponentModel.DataAnnotations;
using DienBien.Platform.Gateway.Routes;

namespace DienBien.Platform.Gateway;

/// <summary>The section <c>Gateway</c> of the configuration, checked at start.</summary>
internal sealed class GatewayOptions : IValidatableObject
{
    public const string Section = "Gateway";

    /// <summary>The front for browsers and JSON clients: HTTP/1.1, with TLS also HTTP/2. Port 0 takes a free one.</summary>
    [Required, Url]
    public string Http { get; init; } = "http://127.0.0.1:8080";

    /// <summary>The front for gRPC clients: HTTP/2 without TLS by prior knowledge.</summary>
    [Required, Url]
    public string Grpc { get; init; } = "http://127.0.0.1:8081";

    /// <summary>The base addresses by service; several replicas are separated by semicolons.</summary>
    public Dictionary<string, string> Services { get; init; } = [];

    /// <summary>True to let callers without a token read the contract by reflection, as in the local set-up.</summary>
    public bool PublicReflection { get; init; }

    /// <summary>The web origins that may call from a page.</summary>
    public CorsOptions Cors { get; init; } = new();

    public RateLimitOptions RateLimit { get; init; } = new();

    public string[] AddressesOf(string service) =>
        Services.GetValueOrDefault(service, "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var service in PlatformContract.Clusters)
        {
            var addresses = AddressesOf(service);
            if (addresses.Length == 0 || !addresses.All(a => Uri.TryCreate(a, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
                yield return new ValidationResult($"Gateway:Services:{service} must hold the base address of the service.");
        }

        var limits = new List<ValidationResult>();
        Validator.TryValidateObject(RateLimit, new ValidationContext(RateLimit), limits, validateAllProperties: true);
        foreach (var limit in limits)
            yield return limit;
    }

    internal sealed class CorsOptions
    {
        public string[] Origins { get; init; } = [];
    }

    internal sealed class RateLimitOptions
    {
        /// <summary>Requests a second that a client may make for long.</summary>
        [Range(1, 1_000_000)]
        public int PermitsPerSecond { get; init; } = 2000;

        /// <summary>Requests that a client may make at once after a pause.</summary>
        [Range(1, 1_000_000)]
        public int Burst { get; init; } = 4000;

        /// <summary>Tokens a second that one address may ask for.</summary>
        [Range(1, 1_000_000)]
        public int TokensPerSecond { get; init; } = 20;
    }
}
