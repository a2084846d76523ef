using System.Net;
using DienBien.Feed.V1;
using DienBien.Indicators.V1;
using DienBien.Membership.V1;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DienBien.Platform.Tests.Gateway;

/// <summary>A small service over cleartext HTTP/2, hosted as the real ones are; the name asked for decides what it does.</summary>
internal sealed class FakeService : IAsyncDisposable
{
    private WebApplication host = null!;

    public string Address { get; private set; } = "";

    public bool Ready { get; set; } = true;

    public static async Task<FakeService> StartAsync(string name)
    {
        var service = new FakeService();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(new Name(name));
        builder.Services.AddGrpc().AddJsonTranscoding(json =>
        {
            json.JsonSettings.WriteInt64sAsStrings = true;
            json.TypeRegistry = Google.Protobuf.Reflection.TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);
        });
        var host = service.host = builder.Build();
        host.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        host.MapGrpcService<Organizations>();
        host.MapGrpcService<Indicators>();
        host.MapGrpcService<Feed>();
        host.MapGet("/readyz", () => service.Ready ? Results.Ok() : Results.StatusCode(503));
        host.MapGet("/v1/importTemplates/{code:int}", (int code) => Results.StatusCode(code));
        host.MapPost("/v1/organizations/{organization}/members:import", async (HttpContext http) =>
        {
            var bytes = 0L;
            var buffer = new byte[1 << 16];
            while (await http.Request.Body.ReadAsync(buffer) is > 0 and var read)
                bytes += read;
            return Results.Text(bytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }).WithMetadata(new Microsoft.AspNetCore.Mvc.DisableRequestSizeLimitAttribute());
        await host.StartAsync();
        service.Address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return service;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private sealed record Name(string Value);

    private sealed class Organizations(Name service) : OrganizationService.OrganizationServiceBase
    {
        public override async Task<Organization> GetOrganization(GetOrganizationRequest request, ServerCallContext context)
        {
            switch (request.Name)
            {
                case "organizations/missing":
                    throw new Google.Rpc.Status
                    {
                        Code = (int)Code.NotFound,
                        Message = "Not here.",
                        Details =
                        {
                            Google.Protobuf.WellKnownTypes.Any.Pack(new ErrorInfo { Reason = "RESOURCE_NOT_FOUND", Domain = "platform.dienbien.vn" }),
                            Google.Protobuf.WellKnownTypes.Any.Pack(new LocalizedMessage { Locale = "vi", Message = "Không có ở đây." }),
                        },
                    }.ToRpcException();
                case "organizations/slow":
                    await Task.Delay(Timeout.Infinite, context.CancellationToken);
                    break;
                case "organizations/crash":
                    context.GetHttpContext().Abort();
                    break;
                default:
                    break;
            }

            return new Organization { Name = request.Name, Code = service.Value, DisplayName = "Đảng bộ xã Nà Tấu", Kind = Organization.Types.Kind.Commune };
        }
    }

    private sealed class Indicators(Name service) : IndicatorService.IndicatorServiceBase
    {
        public override Task<ListIndicatorValuesResponse> ListIndicatorValues(ListIndicatorValuesRequest request, ServerCallContext context) =>
            Task.FromResult(new ListIndicatorValuesResponse { IndicatorValues = { new IndicatorValue { Name = request.Parent, Indicator = service.Value } } });
    }

    private sealed class Feed(Name service) : FeedService.FeedServiceBase
    {
        public override Task Subscribe(SubscribeRequest request, IServerStreamWriter<FeedBatch> responseStream, ServerCallContext context) =>
            responseStream.WriteAsync(new FeedBatch { Cursor = service.Value, HeadPosition = 7 });
    }
}
