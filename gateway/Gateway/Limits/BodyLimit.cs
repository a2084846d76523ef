using System.Globalization;
using DienBien.Platform.Gateway.Errors;
using DienBien.Platform.Shared.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Configuration;

namespace DienBien.Platform.Gateway.Limits;

/// <summary>
/// Refuses bodies that are too long, by the declared length at once, else when the limit is passed. The rest of an
/// HTTP/1.1 body is read and thrown away for a while: many clients read the answer only after they have sent everything.
/// </summary>
internal static class BodyLimit
{
    /// <summary>The longest file.</summary>
    public const long UploadBytes = UploadFormat.MaxBytes;

    /// <summary>The longest JSON body.</summary>
    public const long MessageBytes = UploadFormat.MaxMessageBytes;

    /// <summary>Beyond this the server breaks the connection without a word.</summary>
    public const long SwallowedBytes = 512L << 20;

    private const string Key = "BodyLimit";
    private static readonly TimeSpan SwallowTime = TimeSpan.FromSeconds(30);

    // The server's own limit breaks the connection, so it stands further out.
    public static RouteConfig On(RouteConfig route, long bytes) => route with
    {
        MaxRequestBodySize = SwallowedBytes,
        Metadata = new Dictionary<string, string> { [Key] = bytes.ToString(CultureInfo.InvariantCulture) },
    };

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // A service limits its gRPC messages one by one; a stream of them may be as long as it likes.
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true || IsGrpc(context.Request))
            return next(context);
        var limit = long.Parse(context.GetReverseProxyFeature().Route.Config.Metadata![Key], CultureInfo.InvariantCulture);
        if (context.Request.ContentLength is not { } declared)
            return CountAsync(context, next, limit);
        return declared <= limit ? next(context) : RefuseAsync(context, context.Request.Body, limit);
    }

    private static async Task CountAsync(HttpContext context, RequestDelegate next, long limit)
    {
        var body = context.Request.Body;
        var counted = new CountedBody(body, limit);
        context.Request.Body = counted;
        await next(context);
        if (counted.Exceeded && !context.Response.HasStarted)
            await RefuseAsync(context, body, limit);
    }

    private static async Task RefuseAsync(HttpContext context, Stream body, long limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } max)
            max.MaxRequestBodySize = SwallowedBytes;
        await (limit == UploadBytes ? GatewayError.UploadTooLarge : GatewayError.RequestTooLarge).WriteAsync(context);
        await context.Response.CompleteAsync();
        if (HttpProtocol.IsHttp11(context.Request.Protocol) && !(context.Request.ContentLength > SwallowedBytes))
            await SwallowAsync(body, context.RequestAborted);
    }

    private static async Task SwallowAsync(Stream body, CancellationToken aborted)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        time.CancelAfter(SwallowTime);
        try
        {
            await body.CopyToAsync(Stream.Null, time.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Slow, gone or longer than what is swallowed: the answer has been sent, the server closes the connection.
            return;
        }
    }

    private static bool IsGrpc(HttpRequest request) =>
        request.ContentType is { } type
        && type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)
        && !type.StartsWith("application/grpc-web", StringComparison.OrdinalIgnoreCase);
}
