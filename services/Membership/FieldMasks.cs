using DienBien.Platform.Shared.Errors;
using Google.Protobuf.WellKnownTypes;

namespace DienBien.Platform.Membership;

/// <summary>Update masks.</summary>
internal static class FieldMasks
{
    /// <summary>Reads a mask, in proto or JSON names, against the fields that may be changed.</summary>
    /// <param name="mask">The mask; required, since a forgotten one would change what the caller did not mean.</param>
    /// <param name="allowed">The paths that may be changed, in proto names; <c>*</c> stands for all of them.</param>
    /// <exception cref="Problem">INVALID_ARGUMENT for a missing mask or an unknown path.</exception>
    public static IReadOnlySet<string> Read(FieldMask? mask, params string[] allowed)
    {
        if (mask is null || mask.Paths.Count == 0)
        {
            throw Problems.Invalid("update_mask", "FIELD_REQUIRED");
        }

        // JSON transcoding hands over camelCase paths from a query as they came.
        var paths = mask.Paths.SelectMany(path => path.Split(',')).Select(Snake).ToHashSet(StringComparer.Ordinal);
        if (paths.Contains("*"))
        {
            return allowed.ToHashSet(StringComparer.Ordinal);
        }

        var check = new Check();
        foreach (var path in paths)
        {
            check.That(allowed.Contains(path), "update_mask", "MASK_PATH_UNKNOWN");
        }

        check.OrThrow();
        return paths;
    }

    private static string Snake(string path) => string.Concat(path.Trim().Select(c => char.IsAsciiLetterUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
}
