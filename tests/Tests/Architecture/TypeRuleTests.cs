using System.Reflection;
using Assembly = System.Reflection.Assembly;
using ArchUnitNET.Loader;
using Type = System.Type;
using DienBien.Platform.Tests.Sql;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace DienBien.Platform.Tests.Architecture;

/// <summary>Rules about types: who may know whom, and what shape they have.</summary>
public sealed class TypeRuleTests
{
    private const string Root = @"^DienBien\.Platform\.";

    private static readonly string[] Services = ["Membership", "Meetings", "Inspection", "Indicators"];

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Product = new(() => new ArchLoader().LoadAssemblies([.. SqlTexts.Product]).Build());

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> WithPlanted = new(() => new ArchLoader().LoadAssemblies(typeof(TypeRuleTests).Assembly).Build());

    public static TheoryData<string, string> Strangers
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var service in Services)
            {
                rows.Add("Shared", service);
                rows.Add("Gateway", service);
                rows.Add("Identity", service);
                foreach (var other in Services.Where(other => other != service))
                {
                    rows.Add(service, other);
                }
            }

            rows.Add("Shared", "Gateway");
            rows.Add("Gateway", "Identity");
            rows.Add("Identity", "Gateway");
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public void They_do_not_know_each_other(string from, string to) => Expect.None(Knows(Product.Value, Root + from, Root + to));

    [Fact]
    public void A_type_that_knows_a_stranger_is_found() =>
        Assert.NotEmpty(Knows(WithPlanted.Value, @"\.Planted\.Near$", @"\.Planted\.Far$"));

    [Fact]
    public void An_interface_has_more_than_one_implementation() => Expect.None(Lonely(SqlTexts.Product));

    [Fact]
    public void A_lonely_interface_is_found() => Assert.Contains(typeof(Planted.IAlone).FullName, Lonely([typeof(Planted.IAlone).Assembly]));

    [Fact]
    public void Classes_are_sealed_unless_something_derives_from_them() => Expect.None(Open(SqlTexts.Product));

    [Fact]
    public void An_open_class_is_found() => Assert.Contains(typeof(Planted.Open).FullName, Open([typeof(Planted.Open).Assembly]));

    [Fact]
    public void Rows_are_init_only() => Expect.None(Mutable(SqlTexts.Product));

    [Fact]
    public void A_row_that_can_change_is_found() => Assert.Contains("PlantedRow.Id", Mutable([typeof(Planted.PlantedRow).Assembly]));

    private static IEnumerable<string> Knows(ArchUnitNET.Domain.Architecture architecture, string from, string to) =>
        Types().That().ResideInNamespaceMatching(from).Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(to)).WithoutRequiringPositiveResults()
            .Evaluate(architecture).Where(result => !result.Passed).Select(result => result.Description);

    private static IEnumerable<string> Lonely(IEnumerable<Assembly> assemblies)
    {
        var types = assemblies.SelectMany(assembly => assembly.GetTypes()).ToList();
        return types.Where(type => type.IsInterface && IsOurs(type) && types.Count(other => other is { IsInterface: false, IsAbstract: false } && type.IsAssignableFrom(other)) == 1).Select(type => type.FullName!);
    }

    private static IEnumerable<string> Open(IEnumerable<Assembly> assemblies)
    {
        var types = assemblies.SelectMany(assembly => assembly.GetTypes()).ToList();
        var bases = types.Select(type => type.BaseType).OfType<Type>().Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();
        return types.Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: false } && IsOurs(type) && !bases.Contains(type)).Select(type => type.FullName!);
    }

    private static IEnumerable<string> Mutable(IEnumerable<Assembly> assemblies) => assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Name.EndsWith("Row", StringComparison.Ordinal) && IsOurs(type) && !type.Namespace!.StartsWith("DienBien.Platform.Identity", StringComparison.Ordinal))
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(property => property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)))
        .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("DienBien.Platform.", StringComparison.Ordinal) == true && !type.Name.Contains('<', StringComparison.Ordinal) && type.Name != "Program";
}
