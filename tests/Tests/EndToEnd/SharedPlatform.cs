using Xunit;

namespace DienBien.Platform.Tests.EndToEnd;

/// <summary>
/// Classes of the collection share one platform: starting it takes longer than most tests. They keep apart by communes and codes of their own.
/// </summary>
[CollectionDefinition(Name)]
public sealed class SharedPlatform : ICollectionFixture<LocalPlatformFixture>
{
    public const string Name = "platform";
}
