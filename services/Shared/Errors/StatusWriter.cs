using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.AspNetCore.Http;
using Status = Google.Rpc.Status;

namespace DienBien.Platform.Shared.Errors;

/// <summary>Answers a JSON request with a <c>google.rpc.Status</c> where no gRPC handler does: in hand-mapped routes, in the gateway.</summary>
public static class StatusWriter
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default
        .WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>Writes the status as the body.</summary>
    /// <param name="context">The request to answer; its response must not have started.</param>
    /// <param name="status">The status with its details.</param>
    /// <param name="httpStatus">The HTTP status; by default the one that belongs to the code.</param>
    /// <exception cref="InvalidOperationException">The response has started.</exception>
    public static Task WriteAsync(HttpContext context, Status status, int? httpStatus = null)
    {
        var response = context.Response;
        response.StatusCode = httpStatus ?? HttpStatusOf((Code)status.Code);
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept-Language";
        // Not RequestAborted: a timeout that is being reported has cancelled it.
        return response.WriteAsync(Json.Format(status), CancellationToken.None);
    }

    // As google.rpc.Code states it.
    private static int HttpStatusOf(Code code) => code switch
    {
        Code.Ok => 200,
        Code.InvalidArgument or Code.FailedPrecondition or Code.OutOfRange => 400,
        Code.Unauthenticated => 401,
        Code.PermissionDenied => 403,
        Code.NotFound => 404,
        Code.AlreadyExists or Code.Aborted => 409,
        Code.ResourceExhausted => 429,
        Code.Cancelled => 499,
        Code.Unimplemented => 501,
        Code.Unavailable => 503,
        Code.DeadlineExceeded => 504,
        _ => 500,
    };
}
