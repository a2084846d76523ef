namespace DienBien.Platform.Local.Demo;

/// <summary>
/// Who stands where: units, villages, organisations and their sizes, but no line yet. Built once, in counts that are
/// exact for the shape; the lines are computed from it in any order and as often as wanted.
/// </summary>
internal sealed partial class DemoPlan
{
    private readonly int _seed;
    private readonly DemoShape _shape;
    private readonly List<DemoNode> _nodes = [];

    private DemoPlan(DemoShape shape, DateOnly today, int seed)
    {
        _shape = shape;
        _seed = seed;
        Today = today;
        Units = DemoUnit.Of(shape);
        Villages = PlanVillages();
        PlanOrganizations();
        Nodes = [.. _nodes];
        PlanSizes();
        PlanRecruits();
        PlanHeads();
    }

    public DateOnly Today { get; }

    public List<DemoUnit> Units { get; }

    public DemoVillage[] Villages { get; }

    /// <summary>The organisations under the units, parents before children, the nodes of a unit together.</summary>
    public DemoNode[] Nodes { get; }

    public static DemoPlan Of(DemoSize size, DateOnly today, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(today, new DateOnly(2025, 7, 1));
        return new(DemoShape.Of(size), today, seed);
    }

    public SplitMix Random(SplitMix.Stream stream, long index) => new(_seed, stream, index);

    public string Code(int node)
    {
        ref readonly var organization = ref Nodes[node];
        var letter = organization.Kind switch { NodeKind.Grassroots => 'G', NodeKind.Sectional => 'B', _ => 'C' };
        return $"{Units[organization.Unit].Code}-{letter}{organization.Number:D4}";
    }

    public string MemberNumber(int node, int place)
    {
        ref readonly var cell = ref Nodes[node];
        return $"{Units[cell.Unit].Code}-{cell.FirstInUnit + place + 1:D6}";
    }

    /// <summary>
    /// The part of <paramref name="total"/> that falls on what lies between two running sums. The parts of a
    /// whole row add up to the total exactly, which rounding each by itself would not.
    /// </summary>
    private static int Share(int total, long before, long after, long all) =>
        all == 0 ? 0 : (int)(total * after / all - total * before / all);
}
