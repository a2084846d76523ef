using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace DienBien.Platform.Tests.Access;

/// <summary>What came back from a call: the status, the reason if it was refused, and the bytes as text.</summary>
internal sealed record Outcome(StatusCode Status, string Reason, string Text)
{
    /// <summary>True if access was no obstacle.</summary>
    public bool Passed => Status is StatusCode.OK or StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.Aborted or StatusCode.AlreadyExists;
}

/// <summary>Calls any RPC by its descriptor.</summary>
internal static class RpcCaller
{
    public static async Task<Outcome> CallAsync(ChannelBase channel, MethodDescriptor rpc, IMessage request, string? token)
    {
        var type = (rpc.IsClientStreaming, rpc.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (false, true) => MethodType.ServerStreaming,
            (true, false) => MethodType.ClientStreaming,
            (true, true) => MethodType.DuplexStreaming,
        };
        var method = new Method<IMessage, byte[]>(type, rpc.Service.FullName, rpc.Name, Marshallers.Create<IMessage>(message => message.ToByteArray(), _ => throw new NotSupportedException()), Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes));
        var headers = new Metadata();
        if (token is not null)
        {
            headers.Add("authorization", "Bearer " + token);
        }

        var text = new StringBuilder();
        try
        {
            await RunAsync(channel.CreateCallInvoker(), method, request, new CallOptions(headers, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20)), bytes => text.Append(Encoding.Latin1.GetString(bytes)));
            return new Outcome(StatusCode.OK, "", text.ToString());
        }
        catch (RpcException refusal)
        {
            var reason = refusal.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? "";
            return new Outcome(refusal.StatusCode, reason, text.Append(refusal.Status.Detail).ToString());
        }
    }

    private static async Task RunAsync(CallInvoker invoker, Method<IMessage, byte[]> method, IMessage request, CallOptions options, Action<byte[]> take)
    {
        switch (method.Type)
        {
            case MethodType.Unary:
                take(await invoker.AsyncUnaryCall(method, null, options, request));
                break;
            case MethodType.ServerStreaming:
                using (var call = invoker.AsyncServerStreamingCall(method, null, options, request))
                {
                    await TakeAllAsync(call.ResponseStream, take);
                }

                break;
            case MethodType.ClientStreaming:
                using (var call = invoker.AsyncClientStreamingCall(method, null, options))
                {
                    await SendAsync(call.RequestStream, request);
                    take(await call.ResponseAsync);
                }

                break;
            default:
                using (var call = invoker.AsyncDuplexStreamingCall(method, null, options))
                {
                    await SendAsync(call.RequestStream, request);
                    await TakeAllAsync(call.ResponseStream, take);
                }

                break;
        }
    }

    private static async Task SendAsync(IClientStreamWriter<IMessage> stream, IMessage request)
    {
        try
        {
            await stream.WriteAsync(request);
            await stream.CompleteAsync();
        }
        catch (RpcException refused) when (refused.StatusCode != StatusCode.OK)
        {
            // A refusal may come before the request is out; the answer tells it.
            return;
        }
    }

    private static async Task TakeAllAsync(IAsyncStreamReader<byte[]> stream, Action<byte[]> take)
    {
        await foreach (var bytes in stream.ReadAllAsync())
        {
            take(bytes);
        }
    }
}
