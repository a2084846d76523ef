using System.Data.Common;
using System.Diagnostics;
using DienBien.Platform.Shared.Calendar;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace DienBien.Platform.Shared.Errors;

/// <summary>Turns problems into statuses with details. What is not a problem becomes INTERNAL without a word about the inside.</summary>
public sealed partial class ErrorInterceptor(ILogger<ErrorInterceptor> logger) : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context).ConfigureAwait(false);
        }
        catch (Exception failure) when (!IsWorded(failure))
        {
            throw Map(failure, context);
        }
    }

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(() => continuation(request, responseStream, context), context);

    /// <inheritdoc/>
    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        TResponse? response = null;
        await GuardAsync(async () => response = await continuation(requestStream, context).ConfigureAwait(false), context).ConfigureAwait(false);
        return response!;
    }

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(() => continuation(requestStream, responseStream, context), context);

    private async Task GuardAsync(Func<Task> call, ServerCallContext context)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (Exception failure) when (!IsWorded(failure))
        {
            throw Map(failure, context);
        }
    }

    // A status with details was made on purpose; one without is the framework's, for an RPC that nobody wrote.
    private static bool IsWorded(Exception failure) => failure is RpcException status && status.GetRpcStatus() is { Details.Count: > 0 };

    /// <summary>What the caller is told of a failure; what is ours is logged.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="method">The RPC or route.</param>
    /// <param name="gone">The status if the caller gave up and the failure comes from that; else null.</param>
    public Problem ProblemOf(Exception failure, string method, StatusCode? gone = null)
    {
        var problem = failure switch
        {
            Problem known => known,
            OperationCanceledException or DbException or IOException when gone is { } code => new Problem(code, "CALL_CANCELLED"),
            UncoveredDateException date => Problems.Uncovered(date),
            RpcException bare => new Problem(bare.StatusCode, BareErrors.ReasonOf(bare.StatusCode)),
            DbException busy when Data.Dialect.IsTransient(busy) => new Problem(StatusCode.Unavailable, "DATABASE_BUSY"),
            _ => new Problem(StatusCode.Internal, "INTERNAL_ERROR"),
        };
        if (problem.Code is StatusCode.Internal or StatusCode.Unavailable)
        {
            CallFailed(logger, method, failure);
        }

        if (problem.Code is StatusCode.Internal or StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            // A refusal is an answer; these are failures of ours, in whatever protocol the call came.
            Activity.Current?.SetStatus(ActivityStatusCode.Error, problem.Reason);
        }

        return problem;
    }

    private RpcException Map(Exception failure, ServerCallContext context)
    {
        StatusCode? gone = !context.CancellationToken.IsCancellationRequested ? null
            : DateTime.MaxValue > context.Deadline ? StatusCode.DeadlineExceeded : StatusCode.Cancelled;
        return ProblemOf(failure, context.Method, gone).ToStatus(context.RequestHeaders.GetValue("accept-language")).ToRpcException();
    }

    [LoggerMessage(EventId = 1, EventName = "CallFailed", Level = LogLevel.Error, Message = "{Method} failed.")]
    private static partial void CallFailed(ILogger logger, string method, Exception failure);
}
