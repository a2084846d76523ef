using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>Applies a run of member and village events, between which the tree does not change.</summary>
internal static class FactChanges
{
    private static readonly string MemberType = MemberChanged.Descriptor.FullName;

    private static readonly string VillageType = VillageChanged.Descriptor.FullName;

    internal static async Task ApplyAsync(Session session, IReadOnlyList<FeedEvent> events, Tree tree, Deltas deltas)
    {
        var memberEvents = events.Where(e => e.Type == MemberType).Select(e => (Moment: Events.MomentOf(e), Data: MemberChanged.Parser.ParseFrom(e.Data))).ToList();
        var villageEvents = events.Where(e => e.Type == VillageType).Select(e => (Moment: Events.MomentOf(e), Data: VillageChanged.Parser.ParseFrom(e.Data).Village)).ToList();
        await tree.LoadAsync(session, Events.Organizations(memberEvents.Select(e => e.Data), villageEvents.Select(e => e.Data)), []);
        var members = memberEvents.Select(e => (e.Moment, Row: Events.Member(e.Data, e.Moment, tree), Merged: e.Data.MergedInto.Length > 0)).ToList();
        var villages = villageEvents.Select(e => Events.Village(e.Data, e.Moment, tree)).ToList();

        var changed = members.Select(m => m.Row.Id).ToHashSet(StringComparer.Ordinal);
        var headed = await FactStore.HeadedByAsync(session, changed);
        var before = await FactStore.VillagesAsync(session, [.. villages.Select(v => v.Village.Id).Concat(headed).ToHashSet(StringComparer.Ordinal)]);
        var heads = before.Values.Concat(villages).SelectMany(v => v.Heads).Select(h => h.MemberId).OfType<string>();
        var known = await FactStore.MembersAsync(session, [.. changed.Concat(heads).ToHashSet(StringComparer.Ordinal)]);
        await tree.LoadAsync(session, [], Organizations(known.Values, before.Values));
        foreach (var village in before.Values)
        {
            Contributions.OfVillage(village, known, tree, -1, deltas);
        }

        await MembersAsync(session, members, known, tree, deltas);
        await VillagesAsync(session, villages, before);
        foreach (var village in before.Values)
        {
            Contributions.OfVillage(village, known, tree, 1, deltas);
        }
    }

    internal static IEnumerable<long> Organizations(IEnumerable<MemberRow> members, IEnumerable<VillageFacts> villages) =>
        members.SelectMany(m => m.Terms.Select(term => term.Organization).Append(m.Organization).Append(m.Admitting))
            .Concat(villages.SelectMany(v => v.Cells.Select(c => c.Organization).Append(v.Village.Commune)));

    private static async Task MembersAsync(Session session, List<(Moment Moment, MemberRow Row, bool Merged)> members, Dictionary<string, MemberRow> known, Tree tree, Deltas deltas)
    {
        var superseded = new Dictionary<long, DateTime>();
        var rows = new List<MemberRow>(members.Count);
        var added = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (moment, row, merged) in members)
        {
            if (known.TryGetValue(row.Id, out var old))
            {
                Contributions.OfMember(old, tree, -1, deltas, moment);
                if (added.TryGetValue(row.Id, out var at))
                {
                    rows[at] = rows[at] with { SupersededAt = moment.RecordedAt };
                }
                else
                {
                    superseded[old.Position] = moment.RecordedAt;
                }
            }

            // A record that was merged into another counts as of no day; what had been recorded by then stays as it was known.
            if (merged)
            {
                known.Remove(row.Id);
                added.Remove(row.Id);
                continue;
            }

            Contributions.OfMember(row, tree, 1, deltas, moment);
            known[row.Id] = row;
            added[row.Id] = rows.Count;
            rows.Add(row);
        }

        await FactStore.StoreAsync(session, superseded, rows);
    }

    private static async Task VillagesAsync(Session session, List<VillageFacts> villages, Dictionary<string, VillageFacts> current)
    {
        var superseded = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        var rows = new List<VillageFacts>(villages.Count);
        var added = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var facts in villages)
        {
            var (id, at) = (facts.Village.Id, facts.Village.RecordedAt);
            if (added.TryGetValue(id, out var earlier))
            {
                rows[earlier] = new VillageFacts(
                    rows[earlier].Village with { SupersededAt = at },
                    [.. rows[earlier].Heads.Select(h => h with { SupersededAt = at })],
                    [.. rows[earlier].Cells.Select(c => c with { SupersededAt = at })]);
            }
            else if (current.ContainsKey(id))
            {
                superseded[id] = at;
            }

            current[id] = facts;
            added[id] = rows.Count;
            rows.Add(facts);
        }

        await FactStore.StoreAsync(session, superseded, rows);
    }
}
