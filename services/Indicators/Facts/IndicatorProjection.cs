using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>Follows Membership into facts and counters. It keeps the organisations too, so that tree and facts agree.</summary>
internal sealed class IndicatorProjection(ScopeResolver resolver) : Projection
{
    internal const string Consumer = "indicators";

    internal const string Feed = "membership";

    private static readonly string OrganizationType = OrganizationChanged.Descriptor.FullName;

    private static readonly string DecisionType = PolicyDecided.Descriptor.FullName;

    public override string Name => Consumer;

    public override string Source => Feed;

    public override async Task ApplyAsync(Session session, IReadOnlyList<FeedEvent> events)
    {
        var (tree, deltas, reporting, moved) = (new Tree(Tree.Now), new Deltas(), new Reporting(), false);
        for (var from = 0; from < events.Count;)
        {
            var organizations = events[from].Type == OrganizationType;
            var run = events.Skip(from).TakeWhile(e => e.Type == OrganizationType == organizations).ToList();
            from += run.Count;
            if (organizations)
            {
                await new TreeChanges(session, tree, deltas, reporting).ApplyAsync(run);
                moved = true;
            }
            else
            {
                await FactChanges.ApplyAsync(session, run, tree, deltas);
            }
        }

        foreach (var decided in events.Where(e => e.Type == DecisionType))
        {
            await PolicyDecided.Parser.ParseFrom(decided.Data).ToRow(decided.RecordTime.ToDateTime()).StoreAsync(session);
        }

        await deltas.WriteAsync(session);
        await reporting.WriteAsync(session, tree, deltas);
        if (moved)
        {
            resolver.Forget();
        }
    }

    public override async Task ResetAsync(Session session)
    {
        foreach (var table in (string[])["reporting", "opening_ledger", "counters_year", "counters_day", "village_cells", "village_heads", "villages", "member_terms", "members", "nodes", "organizations", "policy_decisions"])
        {
            await session.ExecuteAsync($"DELETE FROM {table}");
        }
    }
}
