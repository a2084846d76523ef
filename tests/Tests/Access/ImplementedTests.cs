using DienBien.Platform.Gateway.Routes;
using DienBien.Platform.Tests.Sql;
using Xunit;

namespace DienBien.Platform.Tests.Access;

/// <summary>What the contract declares is there.</summary>
public sealed class ImplementedTests
{
    /// <summary>Declared and not built yet. The list may only shrink.</summary>
    internal static readonly string[] NotYet = [];

    [Fact]
    public void Every_declared_rpc_is_implemented_once()
    {
        var built = SqlTexts.Product.SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsAbstract: false, BaseType.Name: { } name } && name.EndsWith("ServiceBase", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods().Where(method => method.DeclaringType == type && method.GetBaseDefinition().DeclaringType == type.BaseType)
                .Select(method => $"{ServiceOf(type.BaseType!)}.{method.Name}"))
            .Order().ToList();
        var declared = PlatformContract.Services.SelectMany(service => service.Methods).Select(rpc => rpc.FullName).Except(NotYet).Order();
        Assert.Equal(declared, built);
    }

    private static string ServiceOf(Type serviceBase) =>
        ((Google.Protobuf.Reflection.ServiceDescriptor)serviceBase.DeclaringType!.GetProperty("Descriptor")!.GetValue(null)!).FullName;
}
