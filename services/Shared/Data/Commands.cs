using System.Security.Cryptography;
using System.Text;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Feed;
using Google.Protobuf;
using Grpc.Core;

namespace DienBien.Platform.Shared.Data;

/// <summary>Runs commands: state, feed, audit and idempotency rows in one transaction.</summary>
public sealed class Commands(Database database, FeedSignal signal, TimeProvider clock)
{
    private const string SelectEarlier = "SELECT rpc, request_hash, response FROM idempotency WHERE client_id = @client AND request_id = @requestId";

    /// <summary>Runs an RPC's command. The same request under the same <c>request_id</c> gets the first answer again.</summary>
    /// <param name="context">The call.</param>
    /// <param name="request">The request; what is compared when its id comes again.</param>
    /// <param name="requestId">The request's id, a UUID, or empty.</param>
    /// <param name="body">The work. It may run again after a lost race.</param>
    /// <param name="validateOnly">True to run it for its refusals only: nothing of it is kept.</param>
    /// <exception cref="Problem">INVALID_ARGUMENT if the id is no UUID or came before with another request.</exception>
    public Task<TResponse> RunAsync<TResponse>(ServerCallContext context, IMessage request, string requestId, Func<Work, Task<TResponse>> body, bool validateOnly = false)
        where TResponse : class, IMessage<TResponse>, new()
    {
        if (requestId.Length > 0 && !Guid.TryParseExact(requestId, "D", out _))
        {
            throw Problems.Invalid("request_id", "UUID_INVALID");
        }

        var hash = requestId.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(context.Method), .. request.ToByteArray()]));
        return validateOnly
            ? TryAsync(context.Access().Caller, context.Method, OnceAsync, context.CancellationToken)
            : RunAsync(context.Access().Caller, context.Method, OnceAsync, context.CancellationToken);

        async Task<TResponse> OnceAsync(Work work)
        {
            if (hash.Length > 0 && await EarlierAsync<TResponse>(work, requestId, hash).ConfigureAwait(false) is { } earlier)
            {
                return earlier;
            }

            var response = await body(work).ConfigureAwait(false);
            if (hash.Length > 0)
            {
                await work.InsertAsync("idempotency", new IdempotencyRow
                {
                    ClientId = work.Caller.ClientId,
                    RequestId = requestId.ToLowerInvariant(),
                    Rpc = context.Method,
                    RequestHash = hash,
                    Response = response.ToByteArray(),
                    RecordedAt = work.Now,
                }).ConfigureAwait(false);
            }

            return response;
        }
    }

    /// <summary>Runs work that is no RPC of its own, such as a batch of an import.</summary>
    /// <param name="caller">Who acts.</param>
    /// <param name="rpc">The RPC on whose behalf.</param>
    /// <param name="body">The work. It may run again after a lost race.</param>
    /// <param name="cancellation">Cancelled when the caller gives up.</param>
    public async Task<T> RunAsync<T>(Caller caller, string rpc, Func<Work, Task<T>> body, CancellationToken cancellation)
    {
        var events = 0;
        var result = await database.WriteAsync(async session =>
        {
            var work = new Work(session, caller, rpc, Now());
            var answer = await body(work).ConfigureAwait(false);
            await FeedLog.AppendAsync(work).ConfigureAwait(false);
            events = work.Events.Count;
            return answer;
        }, cancellation).ConfigureAwait(false);
        if (events > 0)
        {
            signal.Committed();
        }

        return result;
    }

    /// <summary>Runs work for its refusals only: nothing of it is kept.</summary>
    public async Task<T> TryAsync<T>(Caller caller, string rpc, Func<Work, Task<T>> body, CancellationToken cancellation)
    {
        T? answer = default;
        try
        {
            await database.WriteAsync<T>(async session =>
            {
                answer = await body(new Work(session, caller, rpc, Now())).ConfigureAwait(false);
                throw new Undo();
            }, cancellation).ConfigureAwait(false);
        }
        catch (Undo)
        {
            return answer!;
        }

        throw new InvalidOperationException("A trial was committed.");
    }

    /// <summary>
    /// Judges work against a snapshot: it reads, but what it writes is not carried out, so nobody has to wait for it.
    /// What later work needs of earlier work, it has to remember by itself.
    /// </summary>
    /// <param name="caller">Who acts.</param>
    /// <param name="rpc">The RPC on whose behalf.</param>
    /// <param name="body">The work.</param>
    /// <param name="cancellation">Cancelled when the caller gives up.</param>
    public Task<T> JudgeAsync<T>(Caller caller, string rpc, Func<Work, Task<T>> body, CancellationToken cancellation) =>
        database.SnapshotAsync(session => body(new Work(session, caller, rpc, Now(), trial: true)), cancellation);

    /// <summary>Now in UTC, to the microsecond, as both databases keep it.</summary>
    private DateTime Now()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static async Task<TResponse?> EarlierAsync<TResponse>(Work work, string requestId, string hash)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var row = await work.FindAsync<IdempotencyRow>(SelectEarlier, new { client = work.Caller.ClientId, requestId = requestId.ToLowerInvariant() }).ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        return row.RequestHash.Trim() == hash
            ? new MessageParser<TResponse>(() => new TResponse()).ParseFrom(row.Response)
            : throw Problems.Invalid("request_id", "REQUEST_ID_REUSED");
    }

    private sealed record IdempotencyRow
    {
        public string ClientId { get; init; } = "";

        public string RequestId { get; init; } = "";

        public string Rpc { get; init; } = "";

        public string RequestHash { get; init; } = "";

        public byte[] Response { get; init; } = [];

        public DateTime RecordedAt { get; init; }
    }

    private sealed class Undo : Exception;
}
