using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;

namespace DienBien.Platform.Shared.Data;

/// <summary>The columns of a row record, in the order of its properties: <c>FullName</c> is column <c>full_name</c>.</summary>
/// <typeparam name="T">The row record.</typeparam>
internal static partial class Columns<T>
{
    private static readonly PropertyInfo[] Properties =
        [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)];

    internal static string[] Names { get; } = [.. Properties.Select(p => Capitals().Replace(p.Name, "_$0").ToLowerInvariant())];

    internal static Func<T, object?>[] Getters { get; } = [.. Properties.Select(Getter)];

    private static Func<T, object?> Getter(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(T));
        return Expression.Lambda<Func<T, object?>>(Expression.Convert(Expression.Property(row, property), typeof(object)), row).Compile();
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capitals();
}
