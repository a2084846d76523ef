using Yarp.ReverseProxy.Forwarder;

namespace DienBien.Platform.Gateway.Errors;

/// <summary>Sees to it that no error leaves the gateway without a status that says what is wrong.</summary>
internal sealed partial class ErrorBodies(RequestDelegate next, ILogger<ErrorBodies> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        GatewayError? error = null;
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e)
        {
            error = GatewayError.Of(e.StatusCode);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            Unhandled(logger, e);
            error = GatewayError.Internal;
        }

        if (context.Response.HasStarted || (error is null && context.Response.StatusCode < 400))
            return;
        error ??= context.Features.Get<IForwarderErrorFeature>() is { } failure
            ? ForwarderErrors.Of(context, failure)
            : GatewayError.Of(context.Response.StatusCode);
        if (error is not null)
            await error.WriteAsync(context);
    }

    [LoggerMessage(EventId = 1, EventName = "Unhandled", Level = LogLevel.Error, Message = "A request failed inside the gateway")]
    private static partial void Unhandled(ILogger logger, Exception exception);
}
