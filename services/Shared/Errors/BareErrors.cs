using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Google.Protobuf;

namespace DienBien.Platform.Shared.Errors;

/// <summary>
/// Gives details to the gRPC statuses that the framework itself answers with, for a method that is not there or a
/// message that is too long: no handler and no interceptor sees those.
/// </summary>
internal sealed class BareErrors(RequestDelegate next)
{
    private const string Details = "grpc-status-details-bin";

    /// <summary>The reason that a status without one gets.</summary>
    public static string ReasonOf(StatusCode code) => code switch
    {
        StatusCode.Unimplemented => "METHOD_NOT_IMPLEMENTED",
        StatusCode.Cancelled or StatusCode.DeadlineExceeded => "CALL_CANCELLED",
        StatusCode.ResourceExhausted => "REQUEST_TOO_LARGE",
        StatusCode.InvalidArgument => "BAD_REQUEST",
        StatusCode.PermissionDenied => "PERMISSION_DENIED",
        StatusCode.Unauthenticated => "TOKEN_INVALID",
        StatusCode.Unavailable => "SERVICE_UNAVAILABLE",
        _ => "INTERNAL_ERROR",
    };

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (!context.Response.HasStarted)
        {
            Complete(context.Response.Headers, context.Request);
        }
        else if (context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { IsReadOnly: false } trailers)
        {
            Complete(trailers, context.Request);
        }
    }

    private static void Complete(IHeaderDictionary headers, HttpRequest request)
    {
        if (headers.TryGetValue("grpc-status", out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code != (int)StatusCode.OK
            && !headers.ContainsKey(Details))
        {
            var status = new Problem((StatusCode)code, ReasonOf((StatusCode)code)).ToStatus(request.Headers.AcceptLanguage);
            headers[Details] = Convert.ToBase64String(status.ToByteArray());
        }
    }
}
