using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;
using Grpc.Reflection;

namespace DienBien.Platform.Gateway.Routes;

/// <summary>Lets tools read the whole platform's contract from the gateway.</summary>
internal static class Reflection
{
    private static IEnumerable<ServiceDescriptor> Services =>
    [
        .. PlatformContract.Services,
        Grpc.Health.V1.Health.Descriptor,
        Grpc.Reflection.V1.ServerReflection.Descriptor,
        Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
    ];

    public static void AddReflection(this IServiceCollection services)
    {
        services.AddSingleton(new ReflectionServiceImpl(Services));
        services.AddSingleton(new ReflectionV1ServiceImpl(Services));
    }

    public static void MapReflection(this IEndpointRouteBuilder app, bool isPublic)
    {
        IEndpointConventionBuilder[] services =
        [
            app.MapGrpcService<ReflectionServiceImpl>().EnableGrpcWeb(),
            app.MapGrpcService<ReflectionV1ServiceImpl>().EnableGrpcWeb(),
        ];
        foreach (var service in services)
        {
            if (isPublic)
                service.AllowAnonymous();
        }
    }
}
