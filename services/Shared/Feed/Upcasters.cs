using System.Collections.Frozen;
using Google.Protobuf;

namespace DienBien.Platform.Shared.Feed;

/// <summary>
/// Brings events that were stored under an older meaning up to the current one, step by step. A field added to
/// a message needs none; a field whose meaning changed needs a new version and a step from the one before.
/// </summary>
public static class Upcasters
{
    private static readonly UpcastSteps Steps = new(FrozenDictionary<(string, int), Func<ByteString, ByteString>>.Empty);

    /// <summary>The version that is written now; 1 for a message whose meaning never changed.</summary>
    public static int CurrentVersion(string type) => Steps.CurrentVersion(type);

    /// <summary>The event's data in its current meaning.</summary>
    /// <exception cref="InvalidDataException">The event is newer than this program: it must not be guessed at.</exception>
    public static ByteString Upcast(string type, int version, ByteString data) => Steps.Upcast(type, version, data);
}

/// <summary>The steps between versions, each from one version to the next.</summary>
internal sealed class UpcastSteps(IReadOnlyDictionary<(string Type, int From), Func<ByteString, ByteString>> steps)
{
    private readonly FrozenDictionary<string, int> versions =
        steps.Keys.GroupBy(step => step.Type).ToFrozenDictionary(type => type.Key, type => type.Max(step => step.From) + 1);

    internal int CurrentVersion(string type) => versions.GetValueOrDefault(type, 1);

    internal ByteString Upcast(string type, int version, ByteString data)
    {
        var current = CurrentVersion(type);
        if (version > current)
        {
            throw new InvalidDataException($"{type} has version {version}, this program knows {current}.");
        }

        for (; version < current; version++)
        {
            data = steps[(type, version)](data);
        }

        return data;
    }
}
