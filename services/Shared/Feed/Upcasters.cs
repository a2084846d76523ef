using System.Collections.Frozen;
using Google.Protobuf;

namespace DienBien.Platform.Shared.Feed;

/// <summary>
/// Brings events that were stored under an older meaning up to the current one, step by step. A field added to
/// a message needs none; a field whose meaning changed needs a new version and a step from the one before.
/// </summary>
public static class Upcasters
{
    private static readonly FrozenDictionary<(string Type, int From), Func<ByteString, ByteString>> Steps =
        FrozenDictionary<(string, int), Func<ByteString, ByteString>>.Empty;

    private static readonly FrozenDictionary<string, int> Current =
        Steps.Keys.GroupBy(step => step.Type).ToFrozenDictionary(type => type.Key, type => type.Max(step => step.From) + 1);

    /// <summary>The version that is written now; 1 for a message whose meaning never changed.</summary>
    public static int CurrentVersion(string type) => Current.GetValueOrDefault(type, 1);

    /// <summary>The event's data in its current meaning.</summary>
    /// <exception cref="InvalidDataException">The event is newer than this program: it must not be guessed at.</exception>
    public static ByteString Upcast(string type, int version, ByteString data)
    {
        var current = CurrentVersion(type);
        if (version > current)
        {
            throw new InvalidDataException($"{type} has version {version}, this program knows {current}.");
        }

        for (; version < current; version++)
        {
            data = Steps[(type, version)](data);
        }

        return data;
    }
}
