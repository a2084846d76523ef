using DienBien.Platform.Tests.Architecture.Planted.Far;

namespace DienBien.Platform.Tests.Architecture.Planted.Near;

/// <summary>Knows a stranger.</summary>
internal sealed class Neighbour
{
    public Stranger Knows { get; } = new();
}
