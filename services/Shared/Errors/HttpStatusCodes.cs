using Google.Rpc;

namespace DienBien.Platform.Shared.Errors;

/// <summary>The HTTP status that belongs to a canonical code, as google.rpc.Code states it.</summary>
public static class HttpStatusCodes
{
    /// <summary>Gives the HTTP status of a code; 500 for one that is unknown.</summary>
    public static int Of(Code code) => code switch
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
