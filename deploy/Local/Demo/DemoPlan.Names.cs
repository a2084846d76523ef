namespace DienBien.Platform.Local.Demo;

internal sealed partial class DemoPlan
{
    /// <summary>Prime, and so going through all combinations of a pool before one comes twice.</summary>
    private const int Stride = 101;

    public static string VillageKind(DemoUnit unit, in DemoVillage village) =>
        unit.IsWard ? "RESIDENTIAL_GROUP" : IsKinh(village) ? "VILLAGE" : "HAMLET";

    public string VillageName(int index)
    {
        ref readonly var village = ref Villages[index];
        var unit = Units[village.Unit];
        if (unit.IsWard)
        {
            return $"Tổ dân phố {village.Number}";
        }

        var (first, second) = Pools.Places.TryGetValue(Pools.Peoples[village.People].Name, out var own) ? own : Pools.Places["Thái"];
        var combinations = first.Length * second.Length;
        var isSecond = IsSecondOfPair(village.Number);
        var number = isSecond ? village.Number - 1 : village.Number;
        var place = (int)(((long)number * Stride + village.Unit * 37) % combinations);
        var round = number / combinations;
        var isPaired = isSecond || (IsSecondOfPair(village.Number + 1) && village.Number < unit.Villages);
        var name = $"{(IsKinh(village) ? "Thôn" : "Bản")} {first[place / second.Length]} {second[place % second.Length]}";
        return isPaired || round > 0 ? $"{name} {round * 2 + (isSecond ? 2 : 1)}" : name;
    }

    public string OrganizationName(int index)
    {
        ref readonly var node = ref Nodes[index];
        return node.Kind switch
        {
            NodeKind.Grassroots => $"Đảng bộ {Workplace(node)}",
            NodeKind.GrassrootsCell => $"Chi bộ {Workplace(node)}",
            NodeKind.Sectional => $"Đảng bộ bộ phận số {node.Name + 1}, {Workplace(Nodes[node.Parent])}",
            _ when node.Village >= 0 => VillageCellName(node.Village),
            _ => $"Chi bộ số {node.Name + 1}, {Workplace(Committee(node))}",
        };
    }

    /// <summary>Half of the organisations were founded with their unit, most of the others before it, a few since.</summary>
    public string EstablishedOn(int index, IsoDates dates)
    {
        var unit = new DateOnly(2025, Units[Nodes[index].Unit].IsBloc ? 2 : 7, 1).DayNumber;
        var random = Random(SplitMix.Stream.Node, index);
        random.Next(); // the first draws decide about the size
        random.Next();
        return dates[random.Below(100) switch
        {
            < 55 => unit,
            < 95 => random.Between(new DateOnly(1990, 1, 1).DayNumber, unit),
            _ => random.Between(unit, Today.DayNumber),
        }];
    }

    private static bool IsKinh(in DemoVillage village) => Pools.Peoples[village.People].Name == "Kinh";

    private string VillageCellName(int village) => Villages[village].Joint
        ? $"Chi bộ ghép {Lower(VillageName(village))} - {Lower(VillageName(village + 1))}"
        : $"Chi bộ {Lower(VillageName(village))}";

    private DemoNode Committee(in DemoNode cell)
    {
        var parent = Nodes[cell.Parent];
        return parent.Kind == NodeKind.Sectional ? Nodes[parent.Parent] : parent;
    }

    private string Workplace(in DemoNode node)
    {
        var unit = Units[node.Unit];
        var names = Pools.Workplaces[unit.IsBloc ? unit.Code : SectorNames.Of(node.Sector)];

        // Posts of the border guard, last in their list, stand in the communes on the border.
        var length = node.Sector == Sector.Military && !unit.Border ? 1 : names.Length;
        var name = names[node.Name % length].Split(':')[^1];
        var round = node.Name / length;
        var numbered = round == 0 ? name : $"{name} số {round + 1}";
        return unit.IsBloc ? numbered : $"{numbered} {unit.Name}";
    }

    private static string Lower(string name) => string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));
}
