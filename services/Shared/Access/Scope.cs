using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Shared.Access;

/// <summary>
/// The part of the tree in which a caller holds a permission, as ranges of tree paths.
/// The mark <c>{scope column}</c> puts it into a query's predicate.
/// </summary>
/// <param name="Ranges">The paths, each with everything below it.</param>
public sealed record Scope(IReadOnlyList<PathRange> Ranges)
{
    /// <summary>Nothing at all.</summary>
    public static Scope None { get; } = new([]);

    /// <summary>True if the path lies inside.</summary>
    public bool Contains(string path)
    {
        foreach (var range in Ranges)
        {
            if (range.Contains(path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is inside both this scope and the sub-tree of a path.</summary>
    public Scope Within(string path)
    {
        var subtree = PathRange.Of(path);
        return Contains(path) ? new Scope([subtree]) : new Scope([.. Ranges.Where(range => subtree.Contains(range.From))]);
    }

    internal ScopedParameters Bind(object? parameters) => new(parameters, Ranges);
}

/// <summary>A path of the tree and everything below it, as a half-open range of texts that an index can seek.</summary>
/// <param name="From">The path itself, for example <c>1.46.</c>.</param>
/// <param name="To">The first text behind everything below it, <c>1.46/</c>.</param>
public readonly record struct PathRange(string From, string To)
{
    /// <summary>The range of a path. Paths end with a dot; the slash is the character after it.</summary>
    public static PathRange Of(string path) => new(path, string.Concat(path.AsSpan(0, path.Length - 1), "/"));

    /// <summary>True if the path is this one or lies below it.</summary>
    public bool Contains(string path) => path.StartsWith(From, StringComparison.Ordinal);
}
