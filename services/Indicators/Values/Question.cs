using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Feed;

namespace DienBien.Platform.Indicators.Values;

/// <summary>What is asked about a node: the day, and the knowledge of which moment.</summary>
/// <param name="Node">The organisation.</param>
/// <param name="AsOf">The day.</param>
/// <param name="KnownAt">The moment, UTC, or null for now.</param>
/// <param name="Policy">The policy in force on the day.</param>
internal sealed record Question(OrganizationNode Node, DateOnly AsOf, DateTime? KnownAt, Policy Policy)
{
    private const string SelectPosition = "SELECT position FROM feed_cursors WHERE source = @source AND consumer = @consumer";

    internal bool IsProvince => Node.ParentId is null;

    internal bool IsCell => Node.Kind is "CELL" or "GRASSROOTS_CELL" or "TEMPORARY_CELL";

    internal DateOnly FirstOfYear => new(AsOf.Year, 1, 1);

    /// <summary>A moment behind which nothing was recorded yet when the caller asks for now.</summary>
    internal DateTime Known => KnownAt ?? new DateTime(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>T4 and T5 are for where villages are seen.</summary>
    internal bool Applies(string code) => code == "T6" || IsCell || Node.Kind is "PROVINCE" or "COMMUNE" or "WARD";

    internal static async Task<long> PositionAsync(Session session) =>
        await session.FindAsync<long?>(SelectPosition, new { source = IndicatorProjection.Feed, consumer = IndicatorProjection.Consumer }) ?? 0;
}
