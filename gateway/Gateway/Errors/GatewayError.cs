using System.Globalization;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace DienBien.Platform.Gateway.Errors;

/// <summary>An answer that the gateway itself gives. The texts stand in the platform's catalogue under the reason.</summary>
internal sealed record GatewayError(int HttpStatus, StatusCode Code, string Reason)
{
    public static readonly GatewayError BadRequest = new(400, StatusCode.InvalidArgument, "BAD_REQUEST");
    public static readonly GatewayError TokenMissing = new(401, StatusCode.Unauthenticated, "TOKEN_MISSING");
    public static readonly GatewayError TokenExpired = new(401, StatusCode.Unauthenticated, "TOKEN_EXPIRED");
    public static readonly GatewayError TokenInvalid = new(401, StatusCode.Unauthenticated, "TOKEN_INVALID");
    public static readonly GatewayError Forbidden = new(403, StatusCode.PermissionDenied, "PERMISSION_DENIED");
    public static readonly GatewayError RouteNotFound = new(404, StatusCode.NotFound, "ROUTE_NOT_FOUND");
    public static readonly GatewayError MethodNotAllowed = new(405, StatusCode.Unimplemented, "METHOD_NOT_ALLOWED");
    public static readonly GatewayError RequestTooSlow = new(408, StatusCode.DeadlineExceeded, "REQUEST_TOO_SLOW");
    public static readonly GatewayError RequestTooLarge = new(413, StatusCode.InvalidArgument, "REQUEST_TOO_LARGE");
    public static readonly GatewayError UploadTooLarge = new(413, StatusCode.InvalidArgument, "UPLOAD_TOO_LARGE");
    public static readonly GatewayError UnsupportedMediaType = new(415, StatusCode.InvalidArgument, "UNSUPPORTED_MEDIA_TYPE");
    public static readonly GatewayError RateLimited = new(429, StatusCode.ResourceExhausted, "RATE_LIMITED");
    public static readonly GatewayError HeadersTooLarge = new(431, StatusCode.InvalidArgument, "HEADERS_TOO_LARGE");
    public static readonly GatewayError Internal = new(500, StatusCode.Internal, "INTERNAL_ERROR");
    public static readonly GatewayError BadGateway = new(502, StatusCode.Unavailable, "BAD_GATEWAY");
    public static readonly GatewayError ServiceUnavailable = new(503, StatusCode.Unavailable, "SERVICE_UNAVAILABLE");
    public static readonly GatewayError IssuerUnavailable = new(503, StatusCode.Unavailable, "ISSUER_UNAVAILABLE");
    public static readonly GatewayError Timeout = new(504, StatusCode.DeadlineExceeded, "SERVICE_TIMEOUT");

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<int, GatewayError> ByHttpStatus = new[]
    {
        BadRequest, TokenInvalid, Forbidden, RouteNotFound, MethodNotAllowed, RequestTooSlow, RequestTooLarge,
        UnsupportedMediaType, RateLimited, HeadersTooLarge, Internal, BadGateway, ServiceUnavailable, Timeout,
    }.ToDictionary(e => e.HttpStatus);

    /// <summary>Finds what to say for an HTTP status that came without a body.</summary>
    public static GatewayError Of(int httpStatus) => ByHttpStatus.GetValueOrDefault(httpStatus)
        ?? (httpStatus < 500 ? BadRequest with { HttpStatus = httpStatus } : Internal with { HttpStatus = httpStatus });

    /// <summary>Answers the request in the caller's protocol and language.</summary>
    /// <param name="context">The request.</param>
    /// <param name="retryAfter">When to try again; a second where trying again may help at all.</param>
    public Task WriteAsync(HttpContext context, TimeSpan? retryAfter = null)
    {
        var contentType = context.Request.ContentType ?? "";
        var grpc = contentType.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase);
        // A gRPC client expects UNIMPLEMENTED from an address that nobody serves.
        var code = grpc && this == RouteNotFound ? StatusCode.Unimplemented : Code;
        var status = new Problem(code, Reason).ToStatus(context.Request.Headers.AcceptLanguage);
        var headers = context.Response.Headers;
        headers.ContentLength = null;
        headers.Remove("Content-Encoding");
        headers.CacheControl = "no-store";
        if ((retryAfter ?? (HttpStatus == 503 ? RetryDelay : null)) is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
            headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (contentType.StartsWith(GrpcTrailers.GrpcWeb, StringComparison.OrdinalIgnoreCase))
            return GrpcTrailers.WriteWebAsync(context, status);
        return grpc ? GrpcTrailers.WriteAsync(context, status) : StatusWriter.WriteAsync(context, status, HttpStatus);
    }
}
