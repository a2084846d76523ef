using DienBien.Platform.Gateway.Routes;
using Grpc.Core;
using Grpc.Reflection.V1;
using Xunit;

namespace DienBien.Platform.Tests.Gateway;

[Collection(GatewayTests.Name)]
public sealed class ReflectionTests(GatewayFixture gateway)
{
    [Fact]
    public async Task The_whole_contract_can_be_read()
    {
        var answer = await AskAsync(gateway.Door, new Metadata());

        var names = answer.ListServicesResponse.Service.Select(s => s.Name).ToList();
        Assert.All(PlatformContract.Services, service => Assert.Contains(service.FullName, names));
        Assert.Contains("grpc.health.v1.Health", names);
    }

    [Fact]
    public async Task Elsewhere_than_on_one_s_own_machine_it_needs_a_token()
    {
        var door = await gateway.StartAsync(("Gateway:PublicReflection", "false"));

        var e = await Assert.ThrowsAsync<RpcException>(() => AskAsync(door, new Metadata()));
        Assert.Equal(StatusCode.Unauthenticated, e.StatusCode);
        Assert.NotNull((await AskAsync(door, door.Headers())).ListServicesResponse);
    }

    private static async Task<ServerReflectionResponse> AskAsync(GatewayDoor door, Metadata headers)
    {
        using var channel = door.Channel();
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(headers);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, TestContext.Current.CancellationToken);
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        await call.RequestStream.CompleteAsync();
        return call.ResponseStream.Current;
    }
}
