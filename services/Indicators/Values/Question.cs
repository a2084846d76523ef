using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Values;

/// <summary>What is asked about a node: the day, and the knowledge of which moment.</summary>
/// <param name="Node">The organisation as known at the moment; null if it was not known yet.</param>
/// <param name="AsOf">The day.</param>
/// <param name="KnownAt">The moment, UTC, or null for now.</param>
/// <param name="Policy">The policy in force on the day.</param>
/// <param name="Tree">What is loaded of the tree as known at the moment, the node and all above it at least.</param>
internal sealed record Question(NodeRow? Node, DateOnly AsOf, DateTime? KnownAt, IndicatorPolicy Policy, Tree Tree)
{
    private const string SelectPosition = "SELECT position FROM feed_cursors WHERE source = @source AND consumer = @consumer";

    internal bool IsProvince => Node is { IsRoot: true };

    internal DateOnly FirstOfYear => new(AsOf.Year, 1, 1);

    internal DateTime Known => KnownAt ?? Tree.Now;

    /// <summary>Cells have no counters, and counters know the present only: there the records themselves are counted.</summary>
    internal bool ByRecords => KnownAt is not null || Node is { IsCell: true };

    /// <summary>True for a commune and what lies below one, which stands for itself when reports are counted.</summary>
    internal bool IsWithinCommune => Node is not null && Tree.AboveMember(Node.Node).Any(step => step.Node.IsCommune);

    /// <summary>T4 and T5 are for where villages are seen.</summary>
    internal bool Applies(string code) => Node is not null && (code == "T6" || Node.IsCell || Node.IsCommune || Node.IsRoot);

    internal static async Task<long> PositionAsync(Session session) =>
        await session.FindAsync<long?>(SelectPosition, new { source = IndicatorProjection.Feed, consumer = IndicatorProjection.Consumer }) ?? 0;
}
