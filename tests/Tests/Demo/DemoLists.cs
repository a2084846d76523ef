using DienBien.Platform.Local.Demo;

namespace DienBien.Platform.Tests.Demo;

/// <summary>The demo data of one size in lists, made once for all tests.</summary>
internal sealed class DemoLists
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly Lazy<DemoLists> Small = new(() => new(DemoSize.Small));
    private static readonly Lazy<DemoLists> Province = new(() => new(DemoSize.Province));

    private DemoLists(DemoSize size)
    {
        var data = DemoData.Generate(size, Today);
        Organizations = [.. data.Organizations];
        Members = [.. data.Members];
        Villages = [.. data.Villages];
        Seed = [.. Pools.Rows("organizations.csv", ',')];
    }

    public List<OrganizationLine> Organizations { get; }

    public List<MemberLine> Members { get; }

    public List<VillageLine> Villages { get; }

    /// <summary>The rows id, code, parentCode, kind, name, areaCode, establishedOn that stand in every database.</summary>
    public List<string[]> Seed { get; }

    public static DemoLists Of(string size) => size == nameof(Small) ? Small.Value : Province.Value;

    /// <summary>The kind of every organisation by its code, the seed's included.</summary>
    public Dictionary<string, string> Kinds() => Seed.Select(row => (Code: row[1], Kind: row[3]))
        .Concat(Organizations.Select(line => (line.Code, line.Kind)))
        .ToDictionary(entry => entry.Code, entry => entry.Kind);

    /// <summary>The commune or bloc in a code such as 03316-C0001 or 11-UBND-C0001.</summary>
    public static string UnitOf(string code) => code[..code.LastIndexOf('-')];
}
