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
        foreach (var step in tree.AboveMember(member.Organization))
        {
            Stock(deltas, step, Measure.Members, member.Membership, sign, moment);
        }

        foreach (var step in tree.AboveMember(member.Admitting))
        {
            if (!step.Node.IsCell && member.AdmittedOn >= step.From)
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
                .Select(h => h.Term.Intersect(members[h.MemberId!].Membership)))),
            (group ? Measure.ResidentialGroups : Measure.Villages, [Interval.Always]),
            (group ? Measure.OwnCellOfGroup : Measure.OwnCell, Interval.Union(facts.Cells.Where(c => c.Independent)
                .Select(c => c.Link.Intersect(tree.LifeOf(c.Organization))))),
        ];
        foreach (var step in tree.AboveVillage(facts.Village.Commune))
        {
            foreach (var (measure, days) in measures)
            {
                days.ForEach(interval => Stock(deltas, step, measure, interval, sign, null));
            }
        }
    }

    /// <summary>Adds a stock on the days from which the node counts.</summary>
    internal static void Stock(Deltas deltas, Step step, Measure measure, Interval days, int sign, Moment? moment)
    {
        var counted = days.Intersect(new Interval(step.From, DateOnly.MaxValue));
        if (step.Node.IsCell || counted.IsEmpty)
        {
            return;
        }

        deltas.Begin(step.Node.Node, measure, counted.Start, sign, moment);
        if (counted.End < DateOnly.MaxValue)
        {
            deltas.Cease(step.Node.Node, measure, counted.End, sign, moment);
        }
    }
}
