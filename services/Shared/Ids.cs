using System.Diagnostics.CodeAnalysis;

namespace DienBien.Platform.Shared;

/// <summary>Makes and checks ids: lower-case UUIDv7 text, so that new rows land at the end of an index.</summary>
public static class Ids
{
    /// <summary>Makes a new id.</summary>
    public static string New() => Guid.CreateVersion7().ToString("D");

    /// <summary>True for a UUID in its lower-case text form.</summary>
    public static bool IsValid([NotNullWhen(true)] string? id) =>
        id is { Length: 36 } && Guid.TryParseExact(id, "D", out _) && !id.AsSpan().ContainsAnyInRange('A', 'F');
}
