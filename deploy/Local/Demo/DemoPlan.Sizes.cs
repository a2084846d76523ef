namespace DienBien.Platform.Local.Demo;

internal sealed partial class DemoPlan
{
    /// <summary>The usual sizes of a cell; what lies outside is there on purpose, for the health rules to find.</summary>
    private const int SmallestUsual = 4, LargestUsual = 29;

    /// <summary>
    /// What the province reaches by the end of a year, admitted per 100,000 members at its start: near 4 %,
    /// never at it.
    /// </summary>
    private const int YearlyRecruits = 3_900;

    private void PlanSizes()
    {
        var mean = _shape.Members / _shape.Cells;
        var left = _shape.Members;
        var cells = 0;
        for (var n = 0; n < Nodes.Length; n++)
        {
            ref var node = ref Nodes[n];
            if (node.IsCell)
            {
                node.Size = DrawSize(n, cells++, mean);
                left -= node.Size;
            }
        }

        // The draw misses the total by a little: usual cells give or take one member until it fits.
        for (var n = 0; left != 0; n = (n + 1) % Nodes.Length)
        {
            ref var node = ref Nodes[n];
            var step = Math.Sign(left);
            if (IsUsual(node) && IsUsual(node with { Size = node.Size + step }))
            {
                node.Size += step;
                left -= step;
            }
        }

        var first = 0;
        for (var n = 0; n < Nodes.Length; n++)
        {
            ref var node = ref Nodes[n];
            (node.First, node.FirstInUnit) = (first, Units[node.Unit].Members);
            first += node.Size;
            Units[node.Unit].Members += node.Size;
        }
    }

    private static bool IsUsual(in DemoNode node) => node.IsCell && node.Size is >= SmallestUsual and <= LargestUsual;

    private int DrawSize(int node, int cell, int mean)
    {
        var random = Random(SplitMix.Stream.Node, node);
        var joint = Nodes[node].Village is >= 0 and var village && Villages[village].Joint;
        return (Nodes[node].Kind, cell % 150, cell % 97) switch
        {
            (NodeKind.Cell, 20, _) when !joint => 2,
            (NodeKind.Cell, _, 11) => random.Between(31, 42),
            _ => Math.Clamp(mean + random.Between(-5, 5) + random.Between(-5, 5), SmallestUsual, LargestUsual),
        };
    }

    /// <summary>
    /// This year's admissions: the province's number follows the day of the year, quick at first; the communes differ
    /// among themselves by two to one.
    /// </summary>
    private void PlanRecruits()
    {
        // Square roots are exact in IEEE arithmetic, powers are not: the same data on every machine.
        var rest = 1 - Math.Min(1, Today.DayOfYear / 365.0);
        var rate = YearlyRecruits / 100_000.0 * (1 - rest * Math.Sqrt(rest));
        var recruits = (int)(_shape.Members * rate / (1 + rate));

        long before = 0, all = Units.Select((unit, u) => unit.Members * Zeal(u)).Sum();
        for (var u = 0; u < Units.Count; u++)
        {
            var after = before + Units[u].Members * Zeal(u);
            Units[u].Recent = Share(recruits, before, after, all);
            before = after;
        }

        var usual = new long[Units.Count];
        foreach (ref var node in Nodes.AsSpan())
        {
            usual[node.Unit] += node.Size >= SmallestUsual ? node.Size : 0;
        }

        var seen = new long[Units.Count];
        foreach (ref var node in Nodes.AsSpan())
        {
            if (node.Size >= SmallestUsual)
            {
                var u = node.Unit;
                node.Recent = Share(Units[u].Recent, seen[u], seen[u] + node.Size, usual[u]);
                seen[u] += node.Size;
            }
        }
    }

    private long Zeal(int unit)
    {
        var random = Random(SplitMix.Stream.Unit, unit);
        random.Next(); // the first draw decides about the heads
        return random.Between(70, 130);
    }
}
