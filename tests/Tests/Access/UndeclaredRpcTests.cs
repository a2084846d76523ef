using DienBien.Platform.Shared.Hosting;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace DienBien.Platform.Tests.Access;

public sealed class UndeclaredRpcTests
{
    [Fact]
    public void A_service_with_an_rpc_without_a_rule_does_not_start()
    {
        var folder = Directory.CreateTempSubdirectory("undeclared").FullName;
        var service = new ServiceInfo { Name = "meetings", Assembly = typeof(UndeclaredRpcTests).Assembly, Map = app => app.MapGrpcService<OpenApi>() };
        var refusal = Assert.Throws<InvalidOperationException>(() => ServiceHost.Build(service, [], configuration => configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Data:Directory"] = folder, ["Identity:Issuer"] = "http://127.0.0.1:1/", ["Identity:Metadata"] = "http://127.0.0.1:1/.well-known/openid-configuration" })));
        Assert.True(refusal.Message == "No access rule is declared for /planted.v1.OpenService/Ping.", refusal.ToString());
        Directory.Delete(folder, recursive: true);
    }

    internal sealed class OpenApi : OpenBase
    {
        public override Task<Empty> Ping(Empty request, ServerCallContext context) => Task.FromResult(request);
    }

    [BindServiceMethod(typeof(OpenBinder), nameof(OpenBinder.Bind))]
    internal abstract class OpenBase
    {
        public abstract Task<Empty> Ping(Empty request, ServerCallContext context);
    }

    internal static class OpenBinder
    {
        public static ServiceDescriptor Descriptor { get; } = FileDescriptor.BuildFromByteStrings(
        [
            EmptyReflection.Descriptor.SerializedData,
            new FileDescriptorProto
            {
                Name = "planted.proto", Package = "planted.v1", Syntax = "proto3", Dependency = { "google/protobuf/empty.proto" },
                Service = { new ServiceDescriptorProto { Name = "OpenService", Method = { new MethodDescriptorProto { Name = "Ping", InputType = ".google.protobuf.Empty", OutputType = ".google.protobuf.Empty" } } } },
            }.ToByteString(),
        ])[1].Services[0];

        private static readonly Marshaller<Empty> Marshaller = Marshallers.Create<Empty>(message => [], _ => new Empty());

        private static readonly Method<Empty, Empty> Ping = new(MethodType.Unary, "planted.v1.OpenService", "Ping", Marshaller, Marshaller);

        public static void Bind(ServiceBinderBase binder, OpenBase? service) =>
            binder.AddMethod(Ping, service is null ? null! : new UnaryServerMethod<Empty, Empty>(service.Ping));
    }
}
