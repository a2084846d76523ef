using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace DienBien.Platform.Tests.Sql;

/// <summary>
/// The SQL that stands in the product, executed or not: every string literal of the compiled assemblies and every
/// static text that is put together when a type is first used.
/// </summary>
internal static partial class SqlTexts
{
    public static IReadOnlyList<Assembly> Product { get; } = [.. Directory.GetFiles(AppContext.BaseDirectory, "DienBien.Platform.*.dll")
        .Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal) && !file.EndsWith(".Protos.dll", StringComparison.Ordinal))
        .Select(Assembly.LoadFrom)];

    /// <summary>The texts that are whole.</summary>
    public static IReadOnlyList<Statement> Whole() => [.. All().Where(s => IsWhole(s.Text))];

    /// <summary>Beginnings of texts that are put together when they are executed.</summary>
    public static IReadOnlyList<Statement> Beginnings() => [.. All().Where(s => !IsWhole(s.Text))];

    private static IEnumerable<Statement> All() => Product
        .SelectMany(assembly => Literals(assembly.Location).Concat(StaticTexts(assembly)).Where(text => Beginning().IsMatch(text)).Select(text => new Statement(ServiceSchemas.ServiceOf(assembly), text)))
        .Distinct();

    private static bool IsWhole(string text) => TSql.Parse(TSql.Render(text)).Errors.Count == 0;

    private static IEnumerable<string> Literals(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var reader = image.GetMetadataReader();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = reader.GetNextHandle(handle))
        {
            yield return reader.GetUserString(handle);
        }
    }

    private static IEnumerable<string> StaticTexts(Assembly assembly) => assembly.GetTypes()
        .Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(string))
        .Select(field => (string?)field.GetValue(null))
        .OfType<string>();

    [GeneratedRegex(@"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|MERGE|TRUNCATE)\s")]
    private static partial Regex Beginning();
}
