using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace DienBien.Platform.Shared;

/// <summary>Enum values by their proto names, as they are stored and imported: <c>RESIDENTIAL_GROUP</c>.</summary>
public static class EnumNames
{
    private static readonly ConcurrentDictionary<Type, (FrozenDictionary<string, Enum> ByName, FrozenDictionary<Enum, string> Names)> Tables = new();

    /// <summary>The proto name of a value.</summary>
    public static string Of(Enum value) => Table(value.GetType()).Names[value];

    /// <summary>The value of a proto name; false for an unknown name or the unspecified value.</summary>
    public static bool TryParse<T>(string? name, out T value)
        where T : struct, Enum
    {
        if (name is not null && Table(typeof(T)).ByName.TryGetValue(name, out var found) && !found.Equals(default(T)))
        {
            value = (T)found;
            return true;
        }

        value = default;
        return false;
    }

    private static (FrozenDictionary<string, Enum> ByName, FrozenDictionary<Enum, string> Names) Table(Type type) => Tables.GetOrAdd(type, static t =>
    {
        var entries = t.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (Name: field.GetCustomAttribute<OriginalNameAttribute>()!.Name, Value: (Enum)field.GetValue(null)!)).ToList();
        return (entries.ToFrozenDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal), entries.ToFrozenDictionary(e => e.Value, e => e.Name));
    });
}
