using DienBien.Platform.Gateway.Routes;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace DienBien.Platform.Gateway.Health;

/// <summary>
/// The standard health service for the platform as a whole (empty name), a service by its short name
/// (<c>membership</c>) or by a gRPC service that it serves.
/// </summary>
internal sealed class AggregateHealth(ServiceStates states, TimeProvider clock) : Grpc.Health.V1.Health.HealthBase
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        var status = await StatusOfAsync(request.Service);
        return status == ServingStatus.ServiceUnknown
            ? throw Problems.NotFound(request.Service).ToStatus(context.RequestHeaders.GetValue("accept-language")).ToRpcException()
            : new HealthCheckResponse { Status = status };
    }

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var timer = new PeriodicTimer(WatchInterval, clock);
        ServingStatus? last = null;
        do
        {
            var status = await StatusOfAsync(request.Service);
            if (status != last)
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);
            last = status;
        }
        while (await timer.WaitForNextTickAsync(context.CancellationToken));
    }

    private async Task<ServingStatus> StatusOfAsync(string service)
    {
        var up = await states.GetAsync();
        if (service == "")
            return Of(up.Values.All(u => u));
        if (up.TryGetValue(service, out var isUp))
            return Of(isUp);
        return PlatformContract.Services.FirstOrDefault(s => s.FullName == service) switch
        {
            null => ServingStatus.ServiceUnknown,
            { FullName: PlatformContract.FeedService } => Of(PlatformContract.FeedSources.All(s => up[s])),
            var known => Of(up[PlatformContract.OwnerOf(known)]),
        };
    }

    private static ServingStatus Of(bool up) => up ? ServingStatus.Serving : ServingStatus.NotServing;
}
