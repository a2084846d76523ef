using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Hosting;
using Google.Api;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;

namespace DienBien.Platform.Shared.Transcoding;

/// <summary>
/// Reads JSON requests before the transcoding does, which words what it can't bind without a reason or a field,
/// and passes over fields that do not exist: a misspelt filter must not answer another question.
/// </summary>
internal sealed class RequestCheck(RequestDelegate next)
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    public Task InvokeAsync(HttpContext context)
    {
        var rpc = context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>();
        return rpc is null || (rpc.HttpRule.Body.Length == 0 && !context.Request.QueryString.HasValue)
            ? next(context)
            : CheckAsync(context, rpc.MethodDescriptor.InputType, rpc.HttpRule);
    }

    private async Task CheckAsync(HttpContext context, MessageDescriptor request, HttpRule rule)
    {
        try
        {
            var violations = new List<Violation>();
            QueryCheck.Collect(context.Request.Query, request, violations);
            if (rule.Body.Length > 0 && BodyField(request, rule) is var field && (field?.MessageType ?? request).FullName != HttpBody.Descriptor.FullName)
            {
                var body = await ReadAsync(context.Request, context.RequestAborted);
                context.Request.Body = body;
                BodyCheck.Collect(body.GetBuffer().AsMemory((int)body.Position, (int)(body.Length - body.Position)), request, field, violations);
            }

            if (violations.Count > 0)
            {
                throw Problems.Invalid(violations);
            }
        }
        catch (Problem problem)
        {
            await StatusWriter.WriteAsync(context, problem.ToStatus(context.Request.Headers.AcceptLanguage), HttpStatusOf(problem));
            return;
        }

        await next(context);
    }

    private static FieldDescriptor? BodyField(MessageDescriptor request, HttpRule rule) =>
        rule.Body == "*" ? null : request.FindFieldByName(rule.Body);

    private static async Task<MemoryStream> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            throw new Problem(StatusCode.InvalidArgument, "UNSUPPORTED_MEDIA_TYPE");
        }

        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 1024, UploadFormat.MaxMessageBytes));
        var piece = new byte[1 << 14];
        for (int read; (read = await request.Body.ReadAsync(piece, cancellation)) > 0;)
        {
            if (body.Length + read > UploadFormat.MaxMessageBytes)
            {
                throw new Problem(StatusCode.InvalidArgument, "REQUEST_TOO_LARGE");
            }

            body.Write(piece, 0, read);
        }

        body.Position = body.GetBuffer().AsSpan(0, (int)body.Length).StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        return body;
    }

    private static int? HttpStatusOf(Problem problem) => problem.Reason switch
    {
        "UNSUPPORTED_MEDIA_TYPE" => StatusCodes.Status415UnsupportedMediaType,
        "REQUEST_TOO_LARGE" => StatusCodes.Status413PayloadTooLarge,
        _ => null,
    };
}
