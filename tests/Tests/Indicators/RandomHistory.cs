using static DienBien.Platform.Tests.Indicators.IndicatorWorld;
using Kind = DienBien.Membership.V1.Organization.Types.Kind;
using VillageKind = DienBien.Membership.V1.Village.Types.Kind;

namespace DienBien.Platform.Tests.Indicators;

/// <summary>Random events of a small province: admissions, corrections, transfers, heads, links, cells under other parents, other dates.</summary>
internal sealed class RandomHistory
{
    internal static readonly int[] Cells = [10, 12, 13, 14, 15];

    internal static readonly int[] Nodes = [11, 1, 2, 3, 4, .. Cells];

    private static readonly string[] Starts = ["2024-03-01", "2025-07-01", "2026-02-01"];

    private readonly IndicatorWorld world;
    private readonly Random random;

    internal RandomHistory(IndicatorWorld world, Random random)
    {
        (this.world, this.random) = (world, random);
        world.Organization(1, 11, Kind.Commune, Pick(Starts));
        world.Organization(2, 11, Kind.Ward, Pick(Starts));
        world.Organization(3, 1, Kind.Grassroots, Pick(Starts));
        world.Organization(4, 11, Kind.AgencyBloc, Pick(Starts));
        foreach (var cell in Cells)
        {
            world.Organization(cell, random.Next(1, 5), Kind.Cell, "2020-01-01", random.Next(4) == 0 ? "2026-01-15" : "");
        }
    }

    /// <summary>Lets one thing happen.</summary>
    internal void Step()
    {
        switch (random.Next(10))
        {
            case < 5:
                var admitted = Day(2023);
                world.Member(random.Next(100, 130), Pick(Cells), admitted, random.Next(3) == 0 ? Later(admitted) : "", Pick(Cells));
                break;
            case < 8:
                var since = Day(2024);
                var until = Later(since);
                world.Village(
                    random.Next(200, 215), random.Next(1, 3),
                    [Head(random.Next(3) == 0 ? null : random.Next(100, 130), since, until), Head(random.Next(100, 130), Later(until))],
                    [Cell(Pick(Cells), random.Next(2) == 0, Day(2023)), Cell(Pick(Cells), random.Next(2) == 0, Day(2018), Day(2025))],
                    (VillageKind)random.Next(1, 4));
                break;
            case 8:
                world.Organization(Pick(Cells), random.Next(1, 5), Kind.Cell, "2020-01-01", random.Next(2) == 0 ? "2026-01-15" : "");
                break;
            default:
                var commune = random.Next(1, 3);
                world.Organization(commune, 11, commune == 1 ? Kind.Commune : Kind.Ward, Pick(Starts), random.Next(4) == 0 ? "2026-09-01" : "");
                world.Organization(3, random.Next(1, 3), Kind.Grassroots, Pick(Starts));
                break;
        }
    }

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    private string Day(int from) => new DateOnly(from, 1, 1).AddDays(random.Next((2027 - from) * 365)).ToString("yyyy-MM-dd", null);

    private string Later(string day) => DateOnly.Parse(day, null).AddDays(1 + random.Next(400)).ToString("yyyy-MM-dd", null);
}
