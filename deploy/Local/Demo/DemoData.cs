namespace DienBien.Platform.Local.Demo;

/// <summary>
/// Fictional data of a believable province: the lines of the three import files, in the order in which they must be
/// imported. Every enumeration computes them anew, so nothing but the plan is held.
/// </summary>
/// <remarks>
/// The seed organisations (the province and its communes) are not among the lines. The same size, day and seed
/// give the same lines on every machine.
/// </remarks>
internal sealed class DemoData
{
    private readonly DemoPlan _plan;
    private readonly IsoDates _dates = new();
    private readonly MemberMaker _members;

    private DemoData(DemoPlan plan)
    {
        _plan = plan;
        _members = new(plan, _dates);
    }

    /// <summary>The organisations below the communes and the two blocs, parents before children.</summary>
    public IEnumerable<OrganizationLine> Organizations => ListOrganizations();

    /// <summary>The members, cell by cell.</summary>
    public IEnumerable<MemberLine> Members => ListMembers();

    /// <summary>The villages with head and cell, commune by commune.</summary>
    public IEnumerable<VillageLine> Villages => ListVillages();

    /// <summary>Plans the data. No date in it lies after <paramref name="today"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day lies before 1 July 2025, when the communes began.</exception>
    public static DemoData Generate(DemoSize size, DateOnly today, int seed = 7) => new(DemoPlan.Of(size, today, seed));

    private IEnumerable<OrganizationLine> ListOrganizations()
    {
        foreach (var bloc in _plan.Units.Where(unit => unit.IsBloc))
        {
            yield return new(bloc.Code, "11", "AGENCY_BLOC", "", $"Đảng bộ {bloc.Name}", "", "2025-02-01");
        }

        for (var n = 0; n < _plan.Nodes.Length; n++)
        {
            var node = _plan.Nodes[n];
            var unit = _plan.Units[node.Unit];
            yield return new(
                _plan.Code(n),
                node.Parent < 0 ? unit.Code : _plan.Code(node.Parent),
                SectorNames.Of(node.Kind),
                SectorNames.Of(node.Sector),
                _plan.OrganizationName(n),
                unit.IsBloc ? "" : unit.Code,
                _plan.EstablishedOn(n, _dates));
        }
    }

    private IEnumerable<MemberLine> ListMembers()
    {
        for (var n = 0; n < _plan.Nodes.Length; n++)
        {
            var size = _plan.Nodes[n].Size;
            var code = size == 0 ? "" : _plan.Code(n);
            for (var place = 0; place < size; place++)
            {
                yield return _members.Make(n, place, code);
            }
        }
    }

    private IEnumerable<VillageLine> ListVillages()
    {
        for (var v = 0; v < _plan.Villages.Length; v++)
        {
            yield return Village(v);
        }
    }

    private VillageLine Village(int index)
    {
        ref readonly var village = ref _plan.Villages[index];
        var unit = _plan.Units[village.Unit];
        var random = _plan.Random(SplitMix.Stream.Village, index);
        random.Next(); // the first draw decides about the people
        var border = unit.Border && random.Percent(40);
        var remote = random.Percent(border ? 100 : unit.RemotePercent);
        var since = _plan.Today.DayNumber - random.Between(30, MemberMaker.OfficersSince);
        return new(
            $"{unit.Code}-V{village.Number:D3}",
            unit.Code,
            DemoPlan.VillageKind(unit, village),
            _plan.VillageName(index),
            border ? "true" : "false",
            remote ? "true" : "false",
            village.Head == Head.Outsider ? Pools.Peoples[village.People].FullName(ref random, random.Percent(20)) : "",
            village.Head == Head.Member ? _plan.MemberNumber(village.HeadCell, village.HeadPlace) : "",
            village.Head == Head.None ? "" : _dates[since],
            village.Cell < 0 ? "" : _plan.Code(village.Cell),
            village.Cell < 0 ? "" : village.Joint ? "false" : "true");
    }
}
