using System.Collections.Frozen;
using Google.Protobuf;

namespace DienBien.Platform.Shared.Feed;

/// <summary>
/// Brings events that were stored under an older meaning up to the current one, step by step. A field added to
/// a message needs none; a field whose meaning changed needs a new version and a step from the one before.
/// </summary>
/// <param name="steps">The steps, each from one version of a message to the next.</param>
internal sealed class Upcasters(IReadOnlyDictionary<(string Type, int From), Func<ByteString, ByteString>> steps)
{
    private readonly FrozenDictionary<string, int> versions =
        steps.Keys.GroupBy(step => step.Type).ToFrozenDictionary(type => type.Key, type => type.Max(step => step.From) + 1);

    /// <summary>The steps of the contract; its messages have kept their meaning so far.</summary>
    public static Upcasters All { get; } = new(FrozenDictionary<(string, int), Func<ByteString, ByteString>>.Empty);

    /// <summary>The version that is written now; 1 for a message whose meaning never changed.</summary>
    public int CurrentVersion(string type) => versions.GetValueOrDefault(type, 1);

    /// <summary>The event's data in its current meaning.</summary>
    /// <exception cref="InvalidDataException">The event is newer than this program: it must not be guessed at.</exception>
    public ByteString Upcast(string type, int version, ByteString data)
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
