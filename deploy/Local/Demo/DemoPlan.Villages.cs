namespace DienBien.Platform.Local.Demo;

internal sealed partial class DemoPlan
{
    /// <summary>Of a hundred villages one has no cell and one no head; of fifty, two neighbours share a cell.</summary>
    private const int WithoutCell = 37, WithoutHead = 50, SharedCell = 20;

    private DemoVillage[] PlanVillages()
    {
        var villages = new DemoVillage[_shape.Villages];
        long before = 0, all = Units.Sum(unit => unit.Weight);
        var next = 0;
        for (var u = 0; u < Units.Count; u++)
        {
            var unit = Units[u];
            unit.FirstVillage = next;
            unit.Villages = Share(_shape.Villages, before, before + unit.Weight, all);
            before += unit.Weight;
            for (var number = 1; number <= unit.Villages; number++, next++)
            {
                var random = Random(SplitMix.Stream.Village, next);
                ref var village = ref villages[next];
                village.Unit = (short)u;
                village.Number = number;
                village.Cell = next % 100 == WithoutCell ? -1 : 0;
                village.Joint = next % 50 is SharedCell or SharedCell + 1;
                village.Head = next % 100 == WithoutHead ? Head.None : Head.Member;
                village.People = IsSecondOfPair(number) ? villages[next - 1].People : unit.DrawPeople(ref random);
            }

            // A pair that the commune's border would part is two villages with a cell each.
            UnpairAt(villages, unit.FirstVillage, SharedCell + 1);
            UnpairAt(villages, next - 1, SharedCell);
        }

        return villages;
    }

    /// <summary>Every fifth village bears the name of the one before: Nà Luông 1 and Nà Luông 2.</summary>
    public static bool IsSecondOfPair(int number) => number % 5 == 4;

    private static void UnpairAt(DemoVillage[] villages, int index, int half)
    {
        if (index < villages.Length && index % 50 == half)
        {
            villages[index].Joint = false;
        }
    }

    private void PlanHeads()
    {
        for (var u = 0; u < Units.Count; u++)
        {
            var unit = Units[u];
            var villages = Villages.AsSpan(unit.FirstVillage, unit.Villages);
            var heads = 0;
            var candidates = 0;
            foreach (ref var village in villages)
            {
                heads += village.Head == Head.Member ? 1 : 0;
                candidates += village.Head == Head.Member && village.Cell >= 0 ? 1 : 0;
            }

            // T4 wants more than nine in ten: some communes miss it by one head, some pass by none too many.
            var allowed = heads == 0 ? 0 : (heads - 1) / 10;
            var outsiders = Random(SplitMix.Stream.Unit, u).Below(3) switch { 0 => allowed + 1, 1 => allowed, _ => (allowed + 1) / 2 };
            outsiders = Math.Min(outsiders, heads);
            foreach (ref var village in villages)
            {
                if (village.Head == Head.Member && village.Cell < 0 && (outsiders > 0 || candidates == 0))
                {
                    village.Head = Head.Outsider;
                    outsiders = Math.Max(0, outsiders - 1);
                }
            }

            SeatHeads(villages, outsiders, candidates);
        }
    }

    private void SeatHeads(Span<DemoVillage> villages, int outsiders, int candidates)
    {
        var seen = 0;
        var neighbour = -1;
        for (var v = 0; v < villages.Length; v++)
        {
            ref var village = ref villages[v];
            if (village.Head == Head.Member && village.Cell >= 0 && Share(outsiders, seen, ++seen, candidates) > 0)
            {
                village.Head = Head.Outsider;
            }

            if (village.Cell >= 0)
            {
                var second = v > 0 && villages[v - 1].Cell == village.Cell;
                (village.HeadCell, village.HeadPlace) = (village.Cell, second ? 2 : 1);
                neighbour = IsUsual(Nodes[village.Cell]) ? village.Cell : neighbour;
            }
            else if (village.Head == Head.Member)
            {
                // A village without a cell is led by a member of the cell next door, or by a non-member.
                (village.HeadCell, village.HeadPlace) = (neighbour, 3);
                village.Head = neighbour < 0 ? Head.Outsider : Head.Member;
            }
        }
    }
}
