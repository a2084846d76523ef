using System.Net.Sockets;
using Yarp.ReverseProxy.Forwarder;

namespace DienBien.Platform.Gateway.Errors;

/// <summary>Tells the caller why a request did not get through to a service.</summary>
internal static class ForwarderErrors
{
    /// <summary>Names the cause, null if the caller has gone and nobody is listening.</summary>
    public static GatewayError? Of(HttpContext context, IForwarderErrorFeature failure)
    {
        if (context.RequestAborted.IsCancellationRequested)
            return null;
        return failure.Error switch
        {
            ForwarderError.NoAvailableDestinations => GatewayError.ServiceUnavailable,
            // Cancelled, and not by the caller: the route's timeout.
            ForwarderError.RequestTimedOut or ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled => GatewayError.Timeout,
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
