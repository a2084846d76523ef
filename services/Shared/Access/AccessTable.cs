using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;
using AccessRule = DienBien.Common.V1.Access;

namespace DienBien.Platform.Shared.Access;

/// <summary>The access rule of every RPC of the contract, read from the method options.</summary>
public static class AccessTable
{
    private static readonly Lazy<FrozenDictionary<string, AccessRule>> Table = new(Read);

    /// <summary>The rules by full method name, <c>/package.Service/Method</c>.</summary>
    public static FrozenDictionary<string, AccessRule> Rules => Table.Value;

    /// <summary>The contract's files.</summary>
    public static IReadOnlyList<FileDescriptor> Files { get; } =
        [.. typeof(AccessRule).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>The methods that have no rule although they are neither health nor reflection. A service with one refuses to start.</summary>
    /// <param name="methods">The full names of the methods that a service serves.</param>
    public static IReadOnlyList<string> WithoutRule(IEnumerable<string> methods) =>
        [.. methods.Where(method => !method.StartsWith("/grpc.", StringComparison.Ordinal) && !Rules.ContainsKey(method)).Order(StringComparer.Ordinal)];

    private static FrozenDictionary<string, AccessRule> Read() =>
        Files.SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Select(method => (Name: $"/{method.Service.FullName}/{method.Name}", Rule: method.GetOptions()?.GetExtension(Common.V1.AccessExtensions.Access)))
            .Where(entry => entry.Rule is { } rule && (rule.Public || rule.Permission.Length > 0))
            .ToFrozenDictionary(entry => entry.Name, entry => entry.Rule!, StringComparer.Ordinal);
}
