namespace DienBien.Platform.Indicators.Facts;

/// <summary>
/// What a fact adds to the counters of each node at which it counts. Cells have no counters: their records are few,
/// and most rows of all counters would be theirs.
/// </summary>
internal static class Contributions
{
    /// <summary>Adds a member, or takes one away.</summary>
    /// <param name="member">The facts.</param>
    /// <param name="tree">The tree, with the member's organisations.</param>
    /// <param name="sign">1 or -1.</param>
    /// <param name="deltas">Collects the changes.</param>
    /// <param name="moment">The change that this is part of, for the ledger of openings.</param>
    internal static void OfMember(MemberRow member, Tree tree, int sign, Deltas deltas, Moment moment)
    {
        foreach (var (node, days) in member.Terms.Count == 0 ? Single(member, tree) : Joined(member, tree))
        {
            Stock(deltas, node, Measure.Members, days, sign, moment);
        }

        foreach (var step in tree.AboveMember(member.Admitting))
        {
            if (!step.Node.IsCell && step.Days.Contains(member.AdmittedOn))
            {
                deltas.Begin(step.Node.Node, Measure.Admitted, member.AdmittedOn, sign);
            }
        }
    }

    /// <summary>Adds a village, or takes one away.</summary>
    internal static void OfVillage(VillageFacts facts, IReadOnlyDictionary<string, MemberRow> members, Tree tree, int sign, Deltas deltas)
    {
        var group = facts.Village.IsGroup;
        (Measure Measure, List<Interval> Days)[] measures =
        [
            (Measure.Headed, Interval.Union(facts.Heads.Select(h => h.Term))),
            (Measure.HeadMember, Interval.Union(facts.Heads.Where(h => h.MemberId is not null && members.ContainsKey(h.MemberId))
                .SelectMany(h => members[h.MemberId!].Stays.Select(stay => h.Term.Intersect(stay.Days))))),
            (group ? Measure.ResidentialGroups : Measure.Villages, [Interval.Always]),
            (group ? Measure.OwnCellOfGroup : Measure.OwnCell, Interval.Union(facts.Cells.Where(c => c.Independent)
                .Select(c => c.Link.Intersect(tree.LifeOf(c.Organization))))),
        ];
        foreach (var step in tree.AboveVillage(facts.Village.Commune))
        {
            foreach (var (measure, days) in measures)
            {
                days.ForEach(interval => Stock(deltas, step.Node, measure, interval.Intersect(step.Days), sign, null));
            }
        }
    }

    /// <summary>Adds a stock on the days on which it counts at a node.</summary>
    internal static void Stock(Deltas deltas, NodeRow node, Measure measure, Interval days, int sign, Moment? moment)
    {
        if (node.IsCell || days.IsEmpty)
        {
            return;
        }

        deltas.Begin(node.Node, measure, days.Start, sign, moment);
        if (days.End < DateOnly.MaxValue)
        {
            deltas.Cease(node.Node, measure, days.End, sign, moment);
        }
    }

    private static IEnumerable<(NodeRow Node, Interval Days)> Single(MemberRow member, Tree tree) =>
        tree.AboveMember(member.Organization).Select(step => (step.Node, member.Membership.Intersect(step.Days)));

    /// <summary>Whoever goes from one cell of a commune to another neither comes nor goes at the commune.</summary>
    private static IEnumerable<(NodeRow Node, Interval Days)> Joined(MemberRow member, Tree tree) => member.Stays
        .SelectMany(stay => tree.AboveMember(stay.Organization).Select(step => (step.Node, Days: stay.Days.Intersect(step.Days))))
        .GroupBy(held => held.Node.Node)
        .SelectMany(held => Interval.Union(held.Select(h => h.Days)).Select(days => (held.First().Node, days)));
}
