using System.Data.Common;
using System.Diagnostics;
using DienBien.Platform.Shared.Calendar;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace DienBien.Platform.Shared.Errors;

/// <summary>Turns problems into statuses with details. What is not a problem becomes INTERNAL without a word about the inside.</summary>
public sealed partial class ErrorMap(ILogger<ErrorMap> logger)
{
    /// <summary>True of a status with details, which was made on purpose; one without is the framework's, for an RPC that nobody wrote.</summary>
    internal static bool IsWorded(Exception failure) => failure is RpcException status && status.GetRpcStatus() is { Details.Count: > 0 };

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

    /// <summary>The status that the caller of an RPC gets.</summary>
    internal RpcException StatusOf(Exception failure, ServerCallContext context)
    {
        StatusCode? gone = !context.CancellationToken.IsCancellationRequested ? null
            : DateTime.MaxValue > context.Deadline ? StatusCode.DeadlineExceeded : StatusCode.Cancelled;
        return ProblemOf(failure, context.Method, gone).ToStatus(context.RequestHeaders.GetValue("accept-language")).ToRpcException();
    }

    [LoggerMessage(EventId = 1, EventName = "CallFailed", Level = LogLevel.Error, Message = "{Method} failed.")]
    private static partial void CallFailed(ILogger logger, string method, Exception failure);
}
