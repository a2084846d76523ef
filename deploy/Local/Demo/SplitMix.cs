namespace DienBien.Platform.Local.Demo;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014). Its whole state is one number, so every cell, village and member gets a
/// generator of its own from its index: a record can be made without those before it, which keeps memory flat and lets
/// villages name members without storing them. A seeded System.Random costs 57 steps to set up, which per member
/// would take longer than the member itself.
/// </summary>
internal struct SplitMix
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>A generator for the item <paramref name="index"/> of the stream <paramref name="stream"/>.</summary>
    public SplitMix(int seed, Stream stream, long index)
    {
        // Both are mixed: neighbouring raw states would give the same sequence shifted by one.
        _state = Mix(Mix(((ulong)(uint)seed << 8) + (ulong)stream) + (ulong)index * Gamma);
    }

    /// <summary>What the numbers are drawn for.</summary>
    internal enum Stream
    {
        Unit,
        Node,
        Village,
        Member,
    }

    public ulong Next() => Mix(_state += Gamma);

    /// <summary>A number from 0 up to, but not including, <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>A number from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    public bool Percent(int share) => Below(100) < share;

    public string Pick(string[] pool) => pool[Below(pool.Length)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
