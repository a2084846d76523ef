using DienBien.Platform.Shared.Access;
using Grpc.Core;
using AccessRule = DienBien.Common.V1.Access;

namespace DienBien.Platform.Tests.Faults;

/// <summary>A checked call of a client.</summary>
internal sealed class CommandCall : ServerCallContext
{
    public CommandCall(string client) => UserState[typeof(CallAccess)] = new CallAccess(new AccessRule(), new Caller(client, client, []), Scope.None);

    protected override string MethodCore => "/test.Service/Method";

    protected override string HostCore => "";

    protected override string PeerCore => "";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => [];

    protected override CancellationToken CancellationTokenCore => CancellationToken.None;

    protected override Metadata ResponseTrailersCore => [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
