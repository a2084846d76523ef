using DienBien.Platform.Shared.Errors;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Status = Google.Rpc.Status;

namespace DienBien.Platform.Gateway.Errors;

/// <summary>An answer that the gateway itself gives, in the two languages of its users.</summary>
internal sealed record GatewayError(int HttpStatus, Code Code, string Reason, string Message, string MessageVi)
{
    public const string Domain = "platform.dienbien.vn";

    public static readonly GatewayError BadRequest = new(400, Code.InvalidArgument, "BAD_REQUEST",
        "The request cannot be read.", "Yêu cầu không đọc được.");

    public static readonly GatewayError TokenMissing = new(401, Code.Unauthenticated, "TOKEN_MISSING",
        "An access token is required.", "Cần có mã truy cập.");

    public static readonly GatewayError TokenExpired = new(401, Code.Unauthenticated, "TOKEN_EXPIRED",
        "The access token has expired.", "Mã truy cập đã hết hạn.");

    public static readonly GatewayError TokenInvalid = new(401, Code.Unauthenticated, "TOKEN_INVALID",
        "The access token is not valid here.", "Mã truy cập không hợp lệ.");

    public static readonly GatewayError Forbidden = new(403, Code.PermissionDenied, "PERMISSION_DENIED",
        "The caller may not do this.", "Bạn không có quyền thực hiện việc này.");

    public static readonly GatewayError RouteNotFound = new(404, Code.NotFound, "ROUTE_NOT_FOUND",
        "There is no such address.", "Không có địa chỉ này.");

    public static readonly GatewayError MethodNotAllowed = new(405, Code.Unimplemented, "METHOD_NOT_ALLOWED",
        "The address does not take this HTTP method.", "Địa chỉ này không nhận phương thức HTTP đã dùng.");

    public static readonly GatewayError RequestTimeout = new(408, Code.DeadlineExceeded, "REQUEST_TOO_SLOW",
        "The request arrived too slowly.", "Yêu cầu gửi đến quá chậm.");

    public static readonly GatewayError RequestTooLarge = new(413, Code.InvalidArgument, "REQUEST_TOO_LARGE",
        "The request body is larger than allowed.", "Nội dung gửi lên vượt quá dung lượng cho phép.");

    public static readonly GatewayError UploadTooLarge = new(413, Code.InvalidArgument, "UPLOAD_TOO_LARGE",
        "A file may hold at most 64 MiB.", "Tệp tải lên không được quá 64 MiB.");

    public static readonly GatewayError UnsupportedMediaType = new(415, Code.InvalidArgument, "UNSUPPORTED_MEDIA_TYPE",
        "The content type is not supported here.", "Kiểu nội dung không được hỗ trợ.");

    public static readonly GatewayError RateLimited = new(429, Code.ResourceExhausted, "RATE_LIMITED",
        "Too many requests; try again later.", "Quá nhiều yêu cầu; xin thử lại sau.");

    public static readonly GatewayError HeadersTooLarge = new(431, Code.InvalidArgument, "HEADERS_TOO_LARGE",
        "The request's headers are larger than allowed.", "Phần đầu của yêu cầu quá lớn.");

    public static readonly GatewayError Internal = new(500, Code.Internal, "INTERNAL",
        "Something failed inside the platform.", "Hệ thống gặp lỗi bên trong.");

    public static readonly GatewayError BadGateway = new(502, Code.Unavailable, "BAD_GATEWAY",
        "The service broke off its answer.", "Dịch vụ ngắt kết nối khi đang trả lời.");

    public static readonly GatewayError ServiceUnavailable = new(503, Code.Unavailable, "SERVICE_UNAVAILABLE",
        "The service cannot be reached; try again shortly.", "Chưa kết nối được dịch vụ; xin thử lại sau giây lát.");

    public static readonly GatewayError Timeout = new(504, Code.DeadlineExceeded, "SERVICE_TIMEOUT",
        "The service did not answer in time.", "Dịch vụ không trả lời kịp.");

    private static readonly Dictionary<int, GatewayError> ByHttpStatus = new[]
    {
        BadRequest, TokenInvalid, Forbidden, RouteNotFound, MethodNotAllowed, RequestTimeout, RequestTooLarge,
        UnsupportedMediaType, RateLimited, HeadersTooLarge, Internal, BadGateway, ServiceUnavailable, Timeout,
    }.ToDictionary(e => e.HttpStatus);

    /// <summary>Finds what to say for an HTTP status that came without a body.</summary>
    public static GatewayError Of(int httpStatus) => ByHttpStatus.GetValueOrDefault(httpStatus)
        ?? (httpStatus < 500 ? BadRequest with { HttpStatus = httpStatus } : Internal with { HttpStatus = httpStatus });

    public Task WriteAsync(HttpContext context, TimeSpan? retryAfter = null)
    {
        var grpc = context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
        // A gRPC client expects UNIMPLEMENTED from an address that nobody serves.
        var code = grpc && this == RouteNotFound ? Code.Unimplemented : Code;
        var language = Languages.Of(context.Request);
        var status = new Status { Code = (int)code, Message = Message };
        status.Details.Add(Any.Pack(new ErrorInfo { Reason = Reason, Domain = Domain }));
        status.Details.Add(Any.Pack(new LocalizedMessage { Locale = language, Message = language == "en" ? Message : MessageVi }));
        if (retryAfter is { } delay)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        return StatusWriter.WriteAsync(context, status, HttpStatus);
    }
}
