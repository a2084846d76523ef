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
    private readonly Dictionary<int, (int Parent, List<(int Parent, string Until)> Earlier)> places = [];

    internal RandomHistory(IndicatorWorld world, Random random)
    {
        (this.world, this.random) = (world, random);
        world.Organization(1, 11, Kind.Commune, Pick(Starts));
        world.Organization(2, 11, Kind.Ward, Pick(Starts));
        Place(3, 1, Kind.Grassroots, Pick(Starts));
        world.Organization(4, 11, Kind.AgencyBloc, Pick(Starts));
        foreach (var cell in Cells)
        {
            Place(cell, random.Next(1, 5), Kind.Cell, "2020-01-01", random.Next(4) == 0 ? "2026-01-15" : "");
        }
    }

    /// <summary>Lets one thing happen.</summary>
    internal void Step()
    {
        switch (random.Next(14))
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
                    [.. new[] { Cell(Pick(Cells), random.Next(2) == 0, Day(2023)), Cell(Pick(Cells), random.Next(2) == 0, Day(2018), Day(2025)) }.DistinctBy(link => (link.Organization, link.Since))],
                    (VillageKind)random.Next(1, 4));
                break;
            case 8:
                Place(Pick(Cells), random.Next(1, 5), Kind.Cell, "2020-01-01", random.Next(2) == 0 ? "2026-01-15" : "");
                break;
            case 9 or 10:
                Transfer();
                break;
            case 11 or 12:
                var moved = random.Next(3) == 0 ? 3 : Pick(Cells);
                Leave(moved);
                Place(moved, moved == 3 ? random.Next(1, 3) : random.Next(1, 5), moved == 3 ? Kind.Grassroots : Kind.Cell, "2020-01-01");
                break;
            default:
                var commune = random.Next(1, 3);
                world.Organization(commune, 11, commune == 1 ? Kind.Commune : Kind.Ward, Pick(Starts), random.Next(4) == 0 ? "2026-09-01" : "");
                Place(3, random.Next(1, 3), Kind.Grassroots, Pick(Starts));
                break;
        }
    }

    /// <summary>A member who goes from one cell to another, and perhaps on.</summary>
    private void Transfer()
    {
        var (first, second) = (Day(2023), Later(Day(2023)));
        second = string.CompareOrdinal(second, first) > 0 ? second : Later(first);
        (int Organization, string Since)[] terms = [(Pick(Cells), first), (Pick(Cells), second), (Pick(Cells), Later(second))];
        terms = terms[..random.Next(2, 4)];
        world.Member(random.Next(100, 130), terms[^1].Organization, first, random.Next(3) == 0 ? Later(terms[^1].Since) : "", random.Next(4) == 0 ? Pick(Cells) : terms[0].Organization, terms);
    }

    /// <summary>Ends the present place of an organisation on a day after the last one that ended.</summary>
    private void Leave(int organization)
    {
        var (parent, earlier) = places[organization];
        var day = Later(earlier.Count > 0 ? earlier[^1].Until : "2023-06-01");
        earlier.Add((parent, day));
    }

    private void Place(int organization, int parent, Kind kind, string since, string until = "")
    {
        var earlier = places.TryGetValue(organization, out var place) ? place.Earlier : [];
        places[organization] = (parent, earlier);
        world.Organization(organization, parent, kind, since, until, [.. earlier]);
    }

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    private string Day(int from) => new DateOnly(from, 1, 1).AddDays(random.Next((2027 - from) * 365)).ToString("yyyy-MM-dd", null);

    private string Later(string day) => DateOnly.Parse(day, null).AddDays(1 + random.Next(400)).ToString("yyyy-MM-dd", null);
}
