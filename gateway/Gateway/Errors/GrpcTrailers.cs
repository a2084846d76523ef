using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Status = Google.Rpc.Status;

namespace DienBien.Platform.Gateway.Errors;

/// <summary>A <c>google.rpc.Status</c> as the trailers of a call that no gRPC handler answers.</summary>
internal static class GrpcTrailers
{
    public const string GrpcWeb = "application/grpc-web";

    private const byte TrailerFrame = 0x80;

    // Headers that also end the stream are what gRPC calls a trailers-only response.
    public static Task WriteAsync(HttpContext context, Status status)
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
    public static async Task WriteWebAsync(HttpContext context, Status status)
    {
        var trailers = Encoding.ASCII.GetBytes(
            $"grpc-status: {status.Code.ToString(CultureInfo.InvariantCulture)}\r\n" +
            $"grpc-message: {PercentEncode(status.Message)}\r\n" +
            $"grpc-status-details-bin: {Convert.ToBase64String(status.ToByteArray())}\r\n");
        var frame = new byte[5 + trailers.Length];
        frame[0] = TrailerFrame;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)trailers.Length);
        trailers.CopyTo(frame, 5);

        var text = context.Request.ContentType!.StartsWith(GrpcWeb + "-text", StringComparison.OrdinalIgnoreCase);
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
}
