namespace DienBien.Platform.Tests.Architecture.Planted;

/// <summary>Breaks the rule about interfaces.</summary>
internal interface IAlone;

/// <summary>Is all that implements it.</summary>
internal sealed class Alone : IAlone;

/// <summary>Breaks the rule about sealing; public, since the compiler itself would refuse it otherwise.</summary>
public class Open;

/// <summary>Breaks the rule about rows.</summary>
internal sealed record PlantedRow
{
    public string Id { get; set; } = "";
}
