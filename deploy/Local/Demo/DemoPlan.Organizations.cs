namespace DienBien.Platform.Local.Demo;

internal sealed partial class DemoPlan
{
    /// <summary>Of a hundred cells outside the villages so many stand in communes and wards, the others in the blocs.</summary>
    private const int InCommunes = 68;

    /// <summary>The cells of a committee in a bloc.</summary>
    private const int BlocCells = 13;

    /// <summary>
    /// The work places of a commune in the order in which they come; a bigger commune goes round again. A count
    /// above one is a grassroots committee with so many cells.
    /// </summary>
    private static readonly (Sector Sector, int Cells)[] Workplaces =
    [
        (Sector.Agency, 1), (Sector.School, 1), (Sector.Police, 1), (Sector.Military, 1), (Sector.Health, 1),
        (Sector.Agency, 4), (Sector.School, 4), (Sector.School, 1), (Sector.School, 1), (Sector.PrivateEnterprise, 1),
        (Sector.Military, 1), (Sector.School, 1), (Sector.Health, 1), (Sector.StateEnterprise, 1), (Sector.Cooperative, 1),
    ];

    private void PlanOrganizations()
    {
        var villageCells = 0;
        for (var v = 0; v < Villages.Length; v++)
        {
            villageCells += Villages[v].Cell >= 0 && !SharesCellBefore(v) ? 1 : 0;
        }

        var others = _shape.Cells - villageCells;
        var inCommunes = others * InCommunes / 100;
        long before = 0, all = Units.Sum(unit => unit.Weight);
        for (var u = 0; u < Units.Count; u++)
        {
            var numbers = new RunningNumbers();
            var unit = Units[u];
            if (unit.IsBloc)
            {
                // The smaller bloc first; the second takes what is left.
                var blocs = others - inCommunes;
                AddBloc(u, numbers, u == Units.Count - 1 ? blocs - blocs / 4 : blocs / 4);
                continue;
            }

            AddWorkplaces(u, numbers, Share(inCommunes, before, before + unit.Weight, all));
            before += unit.Weight;
            for (var v = unit.FirstVillage; v < unit.FirstVillage + unit.Villages; v++)
            {
                if (SharesCellBefore(v))
                {
                    Villages[v].Cell = Villages[v - 1].Cell;
                }
                else if (Villages[v].Cell >= 0)
                {
                    Villages[v].Cell = Add(u, numbers, NodeKind.Cell, Sector.Village, -1, 0, v);
                }
            }
        }
    }

    private bool SharesCellBefore(int village) => Villages[village].Joint && village % 50 == SharedCell + 1;

    private void AddWorkplaces(int unit, RunningNumbers numbers, int cells)
    {
        for (var i = 0; cells > 0; i = (i + 1) % Workplaces.Length)
        {
            var (sector, wanted) = Workplaces[i];
            var count = Math.Min(wanted, cells);
            cells -= count;
            var parent = count == 1 ? -1 : Add(unit, numbers, NodeKind.Grassroots, sector, -1, numbers.NextName(sector));
            for (var c = 0; c < count; c++)
            {
                _ = parent < 0
                    ? Add(unit, numbers, NodeKind.GrassrootsCell, sector, -1, numbers.NextName(sector))
                    : Add(unit, numbers, NodeKind.Cell, sector, parent, c);
            }
        }
    }

    /// <summary>
    /// The departments of a bloc: three of four are committees of thirteen cells, every third of them with a sectional
    /// committee in between.
    /// </summary>
    private void AddBloc(int unit, RunningNumbers numbers, int cells)
    {
        var departments = Pools.Workplaces[Units[unit].Code];
        for (var d = 0; cells > 0; d++)
        {
            var sector = SectorNames.Parse(departments[d % departments.Length].Split(':')[0]);
            var count = d % 4 == 3 || cells == 1 ? 1 : Math.Min(BlocCells, cells);
            cells -= count;
            if (count == 1)
            {
                Add(unit, numbers, NodeKind.GrassrootsCell, sector, -1, d);
                continue;
            }

            var committee = Add(unit, numbers, NodeKind.Grassroots, sector, -1, d);
            var section = d % 3 == 0 && count == BlocCells ? Add(unit, numbers, NodeKind.Sectional, sector, committee, 0) : committee;
            for (var c = 0; c < count; c++)
            {
                Add(unit, numbers, NodeKind.Cell, sector, c < 3 ? section : committee, c);
            }
        }
    }

    private int Add(int unit, RunningNumbers numbers, NodeKind kind, Sector sector, int parent, int name, int village = -1)
    {
        _nodes.Add(new()
        {
            Kind = kind,
            Sector = sector,
            Unit = (short)unit,
            Parent = parent,
            Number = numbers.NextCode(kind),
            Name = name,
            Village = village,
        });
        return _nodes.Count - 1;
    }

    /// <summary>The running numbers of one unit.</summary>
    private sealed class RunningNumbers
    {
        private readonly int[] _codes = new int[3];
        private readonly int[] _names = new int[(int)Sector.Other + 1];

        public int NextCode(NodeKind kind) =>
            ++_codes[kind switch { NodeKind.Grassroots => 0, NodeKind.Sectional => 1, _ => 2 }];

        public int NextName(Sector sector) => _names[(int)sector]++;
    }
}
