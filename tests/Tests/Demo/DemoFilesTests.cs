using System.Security.Cryptography;
using DienBien.Platform.Local.Demo;
using Xunit;

namespace DienBien.Platform.Tests.Demo;

public sealed class DemoFilesTests
{
    /// <summary>Of the three files of size small, one after the other. It changes when the data is meant to.</summary>
    private const string SmallHash = "fcd52000b91271c73b0beb757b7d0f641761c460a0c0888c061a42ea3844e749";

    [Fact]
    public async Task The_same_size_and_day_give_the_same_files()
    {
        var directory = Directory.CreateTempSubdirectory("demo-");
        try
        {
            DemoFiles.Write(directory.FullName, DemoSize.Small, DemoLists.Today);

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var file in new[] { "organizations.csv", "members.csv", "villages.csv" })
            {
                hash.AppendData(await File.ReadAllBytesAsync(Path.Combine(directory.FullName, file), TestContext.Current.CancellationToken));
            }

            Assert.Equal(SmallHash, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Streams_can_be_read_again_and_another_seed_gives_other_people()
    {
        var data = DemoData.Generate(DemoSize.Small, DemoLists.Today);

        Assert.Equal(data.Members, data.Members);
        Assert.Equal(data.Villages, data.Villages);
        Assert.NotEqual(data.Members, DemoData.Generate(DemoSize.Small, DemoLists.Today, seed: 8).Members);
    }

    [Fact]
    public void Fields_with_commas_quotes_and_newlines_are_quoted()
    {
        using var writer = new StringWriter();

        DemoFiles.Write(writer, "a,b", [0], _ => ["x, \"y\"", "1\n2"]);

        Assert.Equal("a,b\n\"x, \"\"y\"\"\",\"1\n2\"\n", writer.ToString());
    }

    [Fact]
    public void Headers_name_the_columns_in_the_order_of_the_fields()
    {
        var data = DemoLists.Of("Small");

        Assert.Equal(OrganizationLine.Header.Split(',').Length, DemoFiles.Fields(data.Organizations[0]).Length);
        Assert.Equal(MemberLine.Header, Columns<MemberLine>());
        Assert.Equal(VillageLine.Header, Columns<VillageLine>());
        Assert.Equal(OrganizationLine.Header, Columns<OrganizationLine>());
        Assert.Equal(data.Members[0].DossierNumber, DemoFiles.Fields(data.Members[0])[^1]);

        static string Columns<T>() => string.Join(',', typeof(T).GetConstructors()[0].GetParameters()
            .Select(column => char.ToLowerInvariant(column.Name![0]) + column.Name[1..]));
    }

    [Fact]
    public void A_day_before_the_communes_began_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DemoData.Generate(DemoSize.Small, new DateOnly(2025, 6, 30)));
}
