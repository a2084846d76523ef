namespace DienBien.Platform.Tests.Architecture.Planted.Far;

/// <summary>Is not to be known.</summary>
internal sealed class Stranger;
