namespace DienBien.Platform.Membership;

/// <summary>A state that was current from one recorded time until another.</summary>
internal sealed record HistoryRow
{
    public string Id { get; init; } = "";

    public long Version { get; init; }

    public DateTime KnownFrom { get; init; }

    public DateTime KnownUntil { get; init; }

    public byte[] State { get; init; } = [];
}
