using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;

namespace DienBien.Platform.Shared.Access;

/// <summary>
/// The tokens that were found valid, by their SHA-256, never more than <paramref name="limit"/>. Two generations
/// stand in for an order of use: when the young one is full it becomes the old one, and what nobody asked for
/// while it was old goes with it.
/// </summary>
internal sealed class TokenCache(int limit = TokenCache.DefaultLimit)
{
    public const int DefaultLimit = 10_000;

    /// <summary>A longer token is validated each time; hashing uses the stack.</summary>
    private const int LongestToken = 8_192;

    private readonly Lock rotation = new();
    private ConcurrentDictionary<TokenHash, Entry> young = new();
    private ConcurrentDictionary<TokenHash, Entry> old = new();

    public int Count => young.Count + old.Count;

    public static bool TryHash(ReadOnlySpan<char> token, out TokenHash hash)
    {
        hash = default;
        Span<byte> text = stackalloc byte[LongestToken];
        if (!Encoding.UTF8.TryGetBytes(token, text, out var length))
        {
            return false;
        }

        SHA256.HashData(text[..length], MemoryMarshal.AsBytes(new Span<TokenHash>(ref hash)));
        return true;
    }

    public AuthenticationTicket? Find(TokenHash hash, DateTimeOffset now)
    {
        if (young.TryGetValue(hash, out var entry))
        {
            return entry.Until > now ? entry.Ticket : Forget(hash);
        }

        if (!old.TryGetValue(hash, out entry))
        {
            return null;
        }

        if (entry.Until <= now)
        {
            return Forget(hash);
        }

        Add(hash, entry);
        return entry.Ticket;
    }

    public void Add(TokenHash hash, AuthenticationTicket ticket, DateTimeOffset until) => Add(hash, new Entry(ticket, until));

    private void Add(TokenHash hash, Entry entry)
    {
        // Adding is rare beside finding; one at a time keeps the bound exact.
        lock (rotation)
        {
            old.TryRemove(hash, out _);
            if (young.Count >= Math.Max(1, limit / 2))
            {
                (old, young) = (young, new ConcurrentDictionary<TokenHash, Entry>());
            }

            young[hash] = entry;
        }
    }

    private AuthenticationTicket? Forget(TokenHash hash)
    {
        young.TryRemove(hash, out _);
        old.TryRemove(hash, out _);
        return null;
    }

    /// <summary>The 256 bits of a hash as a value, so that a look-up makes no garbage.</summary>
    internal readonly record struct TokenHash(ulong A, ulong B, ulong C, ulong D);

    private sealed record Entry(AuthenticationTicket Ticket, DateTimeOffset Until);
}
