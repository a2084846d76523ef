using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DienBien.Platform.Shared.Hosting;

/// <summary>
/// What happens around every call, whatever its shape: access is checked before the handler runs, and what goes wrong
/// in the check or the handler is told as a status with details.
/// </summary>
internal sealed class CallInterceptor(AccessCheck access, ErrorMap errors) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        RunAsync(context, async () =>
        {
            await access.CheckAsync(request, context).ConfigureAwait(false);
            return await continuation(request, context).ConfigureAwait(false);
        });

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        RunAsync(context, async () =>
        {
            await access.CheckAsync(request, context).ConfigureAwait(false);
            await continuation(request, responseStream, context).ConfigureAwait(false);
            return true;
        });

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        RunAsync(context, async () =>
        {
            var requests = await access.CheckAsync(requestStream, context).ConfigureAwait(false);
            return await continuation(requests, context).ConfigureAwait(false);
        });

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        RunAsync(context, async () =>
        {
            var requests = await access.CheckAsync(requestStream, context).ConfigureAwait(false);
            await continuation(requests, responseStream, context).ConfigureAwait(false);
            return true;
        });

    private async Task<T> RunAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception failure) when (!ErrorMap.IsWorded(failure))
        {
            throw errors.StatusOf(failure, context);
        }
    }
}
