using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace DienBien.Platform.Shared.Access;

/// <summary>The callers whose tokens were found valid, by the tokens' SHA-256, never more than <paramref name="limit"/>.</summary>
internal sealed class TokenCache(int limit = TokenCache.DefaultLimit) : IDisposable
{
    public const int DefaultLimit = 10_000;

    /// <summary>A longer token is validated each time; hashing uses the stack.</summary>
    private const int LongestToken = 8_192;

    // When it is full, the framework throws out those that nobody asked for.
    private readonly MemoryCache entries = new(new MemoryCacheOptions { SizeLimit = limit });

    public int Count => entries.Count;

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

    public CallerPrincipal? Find(TokenHash hash, DateTimeOffset now)
    {
        if (!entries.TryGetValue<Entry>(hash, out var entry) || entry!.Until > now)
        {
            return entry?.Caller;
        }

        entries.Remove(hash);
        return null;
    }

    // The time is the injected clock's to judge, which the cache does not know.
    public void Add(TokenHash hash, CallerPrincipal caller, DateTimeOffset until) =>
        entries.Set(hash, new Entry(caller, until), new MemoryCacheEntryOptions { Size = 1 });

    public void Dispose() => entries.Dispose();

    /// <summary>The 256 bits of a hash as a value.</summary>
    internal readonly record struct TokenHash(ulong A, ulong B, ulong C, ulong D);

    private sealed record Entry(CallerPrincipal Caller, DateTimeOffset Until);
}
