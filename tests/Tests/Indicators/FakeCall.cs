using DienBien.Platform.Shared.Access;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>A call that has nothing but the test's cancellation and who calls.</summary>
internal sealed class FakeCall(string client = "test") : ServerCallContext
{
    protected override IDictionary<object, object> UserStateCore { get; } = new Dictionary<object, object>
    {
        [typeof(CallAccess)] = new CallAccess(new DienBien.Common.V1.Access(), new Caller(client, client, []), Scope.None),
    };

    protected override string MethodCore => "";

    protected override string HostCore => "";

    protected override string PeerCore => "";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => [];

    protected override CancellationToken CancellationTokenCore => TestContext.Current.CancellationToken;

    protected override Metadata ResponseTrailersCore => [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
