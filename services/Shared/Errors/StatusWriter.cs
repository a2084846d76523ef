using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.AspNetCore.Http;
using Status = Google.Rpc.Status;

namespace DienBien.Platform.Shared.Errors;

/// <summary>
/// Answers a request with a <c>google.rpc.Status</c> in the protocol that the caller speaks: gRPC trailers, gRPC-Web
/// trailers or a JSON body. For everything that is not answered by a gRPC handler: the gateway, hand-mapped routes.
/// </summary>
public static class StatusWriter
{
    private const string GrpcWeb = "application/grpc-web";
    private const byte TrailerFrame = 0x80;

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default
        .WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>
    /// Writes the status and ends the response. A <see cref="RetryInfo"/> detail also becomes <c>Retry-After</c>, in seconds.
    /// </summary>
    /// <param name="context">The request to answer; its response must not have started.</param>
    /// <param name="status">The status with its details.</param>
    /// <param name="httpStatus">The HTTP status for a JSON caller; by default the one that belongs to the code.</param>
    /// <exception cref="InvalidOperationException">The response has started.</exception>
    public static Task WriteAsync(HttpContext context, Status status, int? httpStatus = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(status);
        var headers = context.Response.Headers;
        headers.ContentLength = null;
        headers.Remove("Content-Encoding");
        headers.CacheControl = "no-store";
        if (RetryAfter(status) is { } seconds)
            headers.RetryAfter = seconds;

        var contentType = context.Request.ContentType ?? "";
        if (contentType.StartsWith(GrpcWeb, StringComparison.OrdinalIgnoreCase))
            return WriteGrpcWebAsync(context, status, contentType);
        if (contentType.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase))
            return WriteGrpcAsync(context, status);

        context.Response.StatusCode = httpStatus ?? HttpStatusCodes.Of((Code)status.Code);
        context.Response.ContentType = "application/json; charset=utf-8";
        headers.Vary = "Accept-Language";
        // Not RequestAborted: a timeout that is being reported has cancelled it.
        return context.Response.WriteAsync(Json.Format(status), CancellationToken.None);
    }

    // Headers that also end the stream are what gRPC calls a trailers-only response.
    private static Task WriteGrpcAsync(HttpContext context, Status status)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = PercentEncode(status.Message);
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
        return response.CompleteAsync();
    }

    // The trailers travel as a frame of the body, since a page's script cannot read trailers, and headers only when CORS exposes them.
    private static async Task WriteGrpcWebAsync(HttpContext context, Status status, string contentType)
    {
        var trailers = Encoding.ASCII.GetBytes(
            $"grpc-status: {status.Code.ToString(CultureInfo.InvariantCulture)}\r\n" +
            $"grpc-message: {PercentEncode(status.Message)}\r\n" +
            $"grpc-status-details-bin: {Convert.ToBase64String(status.ToByteArray())}\r\n");
        var frame = new byte[5 + trailers.Length];
        frame[0] = TrailerFrame;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)trailers.Length);
        trailers.CopyTo(frame, 5);

        var text = contentType.StartsWith(GrpcWeb + "-text", StringComparison.OrdinalIgnoreCase);
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = text ? GrpcWeb + "-text+proto" : GrpcWeb + "+proto";
        await context.Response.Body.WriteAsync(
            text ? Encoding.ASCII.GetBytes(Convert.ToBase64String(frame)) : frame, CancellationToken.None);
        await context.Response.CompleteAsync();
    }

    private static string PercentEncode(string message)
    {
        var encoded = new StringBuilder(message.Length);
        foreach (var b in Encoding.UTF8.GetBytes(message))
        {
            if (b is >= 0x20 and <= 0x7E and not (byte)'%')
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }

    private static string? RetryAfter(Status status)
    {
        foreach (var detail in status.Details)
        {
            if (detail.TryUnpack<RetryInfo>(out var retry))
                return Math.Max(1, (long)Math.Ceiling(retry.RetryDelay.ToTimeSpan().TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return null;
    }
}
