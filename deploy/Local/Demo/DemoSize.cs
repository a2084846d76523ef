namespace DienBien.Platform.Local.Demo;

/// <summary>How much demo data is made.</summary>
internal enum DemoSize
{
    /// <summary>Three communes and a ward: for a quick start.</summary>
    Small,

    /// <summary>The province: all 45 communes and wards and the two agency blocs.</summary>
    Province,

    /// <summary>The province's shape with the whole country's volume: for measuring.</summary>
    Country,
}

/// <summary>The totals of a size. Cells are all organisations of kind CELL and GRASSROOTS_CELL.</summary>
internal sealed record DemoShape(int Villages, int Cells, int Members, string[] Communes)
{
    /// <summary>The shape of a size; an empty list of communes means all.</summary>
    public static DemoShape Of(DemoSize size) => size switch
    {
        DemoSize.Small => new(56, 70, 1_000, ["03127", "03158", "03316", "03382"]),
        DemoSize.Province => new(1_450, 3_000, 50_000, []),
        DemoSize.Country => new(100_000, 250_000, 5_400_000, []),
        _ => throw new ArgumentOutOfRangeException(nameof(size), size, "unknown size"),
    };
}
