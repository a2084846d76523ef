namespace DienBien.Platform.Indicators.Facts;

/// <summary>What a fact adds to the counters of each node at which it counts.</summary>
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
        foreach (var step in tree.AboveMember(member.OrganizationId))
        {
            Stock(deltas, step, Measure.Members, member.Membership, sign, moment);
        }

        foreach (var step in tree.AboveMember(member.AdmittingOrganizationId))
        {
            if (member.AdmittedOn >= step.From)
            {
                deltas.Add(step.NodeId, Measure.Admitted, member.AdmittedOn, sign);
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
                .Select(c => c.Link.Intersect(tree.LifeOf(c.OrganizationId))))),
        ];
        var links = facts.Cells.GroupBy(c => c.OrganizationId)
            .Select(cell => (cell.Key, Days: Interval.Union(cell.Select(c => c.Link.Intersect(tree.LifeOf(cell.Key)))))).ToList();
        foreach (var (measure, days) in measures)
        {
            foreach (var step in tree.AboveVillage(facts.Village.CommuneId))
            {
                days.ForEach(interval => Stock(deltas, step, measure, interval, sign, null));
            }

            foreach (var (cell, linked) in links)
            {
                foreach (var interval in Interval.Both(days, linked))
                {
                    Stock(deltas, new Step(cell, DateOnly.MinValue), measure, interval, sign, null);
                }
            }
        }
    }

    private static void Stock(Deltas deltas, Step step, Measure measure, Interval days, int sign, Moment? moment)
    {
        var counted = days.Intersect(new Interval(step.From, DateOnly.MaxValue));
        if (counted.IsEmpty)
        {
            return;
        }

        deltas.Add(step.NodeId, measure, counted.Start, sign, moment);
        if (counted.End < DateOnly.MaxValue)
        {
            deltas.Add(step.NodeId, measure, counted.End, -sign, moment);
        }
    }
}
