namespace DienBien.Platform.Local.Demo;

/// <summary>The words of the import columns for what the plan holds as a byte.</summary>
internal static class SectorNames
{
    private static readonly string[] Names =
    [
        "", "VILLAGE", "AGENCY", "SCHOOL", "HEALTH", "STATE_ENTERPRISE", "PRIVATE_ENTERPRISE", "COOPERATIVE", "POLICE",
        "MILITARY", "OTHER",
    ];

    public static string Of(Sector sector) => Names[(int)sector];

    public static Sector Parse(string name) => Array.IndexOf(Names, name) is > 0 and var index
        ? (Sector)index
        : throw new InvalidOperationException($"{name} is not a sector.");

    public static string Of(NodeKind kind) => kind switch
    {
        NodeKind.Grassroots => "GRASSROOTS",
        NodeKind.GrassrootsCell => "GRASSROOTS_CELL",
        NodeKind.Sectional => "SECTIONAL",
        _ => "CELL",
    };
}
