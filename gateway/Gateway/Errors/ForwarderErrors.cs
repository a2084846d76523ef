using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Timeouts;
using Yarp.ReverseProxy.Forwarder;

namespace DienBien.Platform.Gateway.Errors;

/// <summary>Tells the caller why a request did not get through to a service.</summary>
internal static class ForwarderErrors
{
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<IForwarderErrorFeature>() is not { } failure || context.Response.HasStarted)
            return;
        if (Of(context, failure) is { } error)
            await error.WriteAsync(context);
    }

    private static GatewayError? Of(HttpContext context, IForwarderErrorFeature failure)
    {
        if (context.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true)
            return GatewayError.Timeout;
        if (context.RequestAborted.IsCancellationRequested)
            return null; // Nobody is listening any more.
        return failure.Error switch
        {
            ForwarderError.NoAvailableDestinations => GatewayError.ServiceUnavailable,
            ForwarderError.RequestTimedOut => GatewayError.Timeout,
            ForwarderError.Request => IsUnreachable(failure.Exception) ? GatewayError.ServiceUnavailable : GatewayError.BadGateway,
            ForwarderError.RequestBodyClient => Find<BadHttpRequestException>(failure.Exception) is { } bad
                ? GatewayError.Of(bad.StatusCode)
                : GatewayError.BadRequest,
            _ => GatewayError.BadGateway,
        };
    }

    private static bool IsUnreachable(Exception? exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
        || Find<SocketException>(exception) is { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable };

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
                return found;
        }

        return null;
    }
}
