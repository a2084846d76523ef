using DienBien.Platform.Gateway;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DienBien.Platform.Tests.Gateway;

[CollectionDefinition(Name)]
public sealed class GatewayTests : ICollectionFixture<GatewayFixture>
{
    public const string Name = "Gateway";
}

/// <summary>A real gateway in front of small services, all on real sockets.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> parts = [];

    internal FakeIssuer Issuer { get; private set; } = null!;

    internal Dictionary<string, FakeService> Services { get; } = [];

    internal GatewayDoor Door { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        parts.Add(Issuer = await FakeIssuer.StartAsync());
        foreach (var name in (string[])["membership", "meetings", "inspection", "indicators"])
            parts.Add(Services[name] = await FakeService.StartAsync(name));
        Door = await StartAsync();
        await Door.ReadyAsync();
    }

    /// <summary>Starts another gateway before the same services, with settings of its own.</summary>
    internal async Task<GatewayDoor> StartAsync(params (string Key, string? Value)[] settings)
    {
        var gateway = GatewayHost.Build([], configuration => configuration.AddInMemoryCollection(
        [
            new("Gateway:Http", "http://127.0.0.1:0"),
            new("Gateway:Grpc", "http://127.0.0.1:0"),
            new("Gateway:PublicReflection", "true"),
            new("Gateway:RateLimit:PermitsPerSecond", "100000"),
            new("Gateway:RateLimit:Burst", "100000"),
            new("Gateway:Services:identity", Issuer.Address),
            new("Identity:Issuer", FakeIssuer.Issuer),
            new("Identity:Metadata", Issuer.Metadata),
            new("Logging:LogLevel:Default", "Critical"),
            new("Logging:LogLevel:Microsoft.AspNetCore", "Critical"),
            new("Logging:LogLevel:Yarp", "Critical"),
            .. Services.Select(s => KeyValuePair.Create($"Gateway:Services:{s.Key}", (string?)s.Value.Address)),
        ]).AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))));
        await gateway.StartAsync();
        var addresses = gateway.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        var door = new GatewayDoor(gateway, new Uri(addresses[0]), new Uri(addresses[1]), Issuer);
        parts.Add(door);
        return door;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts.AsEnumerable().Reverse())
            await part.DisposeAsync();
    }
}
