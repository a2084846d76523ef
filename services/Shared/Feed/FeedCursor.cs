using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Shared.Feed;

/// <summary>The place that a projection has reached, and the lease that lets one replica move it.</summary>
internal sealed class FeedCursor(Database database, Projection projection, string owner, TimeSpan lease, TimeProvider clock)
{
    private const string Insert = """
        INSERT INTO feed_cursors (source, consumer, position, updated_at)
        SELECT @source, @consumer, 0, @now WHERE NOT EXISTS (SELECT 1 FROM feed_cursors WHERE source = @source AND consumer = @consumer)
        """;

    private const string Take = """
        UPDATE feed_cursors SET lease_owner = @owner, lease_until = @until
        WHERE source = @source AND consumer = @consumer AND (lease_owner IS NULL OR lease_owner = @owner OR lease_until < @now)
        """;

    private const string Keep = """
        UPDATE feed_cursors SET lease_until = @until
        WHERE source = @source AND consumer = @consumer AND position = @from AND lease_owner = @owner
        """;

    private const string Release = "UPDATE feed_cursors SET lease_owner = NULL WHERE source = @source AND consumer = @consumer AND lease_owner = @owner";

    private const string SelectPosition = "SELECT position FROM feed_cursors WHERE source = @source AND consumer = @consumer";

    // The old position in the predicate keeps a consumer that lost its lease from applying a batch twice.
    private const string Move = """
        UPDATE feed_cursors SET position = @position, updated_at = @now, lease_until = @until, poison_position = NULL, poison_reason = NULL
        WHERE source = @source AND consumer = @consumer AND position = @from AND lease_owner = @owner
        """;

    private const string MarkPoison = """
        UPDATE feed_cursors SET poison_position = @position, poison_reason = @reason
        WHERE source = @source AND consumer = @consumer AND lease_owner = @owner
        """;

    private const string Rewind = """
        UPDATE feed_cursors SET position = 0, updated_at = @now, poison_position = NULL, poison_reason = NULL, lease_owner = NULL
        WHERE source = @source AND consumer = @consumer
        """;

    /// <summary>Takes or renews the lease; false while another replica holds it.</summary>
    internal Task<bool> TakeAsync(CancellationToken cancellation) => database.WriteAsync(async session =>
    {
        await session.ExecuteAsync(Insert, Key()).ConfigureAwait(false);
        return await session.ExecuteAsync(Take, Key()).ConfigureAwait(false) == 1;
    }, cancellation);

    /// <summary>Renews the lease of a consumer that stands at a position; false if another has it, or the projection is being rebuilt.</summary>
    internal Task<bool> KeepAsync(long position, CancellationToken cancellation) =>
        database.WriteAsync(async session => await session.ExecuteAsync(Keep, Key(position)).ConfigureAwait(false) == 1, cancellation);

    internal Task<int> ReleaseAsync() => database.WriteAsync(session => session.ExecuteAsync(Release, Key()), CancellationToken.None);

    internal Task<long> PositionAsync(CancellationToken cancellation) =>
        database.ReadAsync(session => session.SingleAsync<long>(SelectPosition, Key()), cancellation);

    /// <summary>Moves within the projection's transaction; false if the lease was lost.</summary>
    internal async Task<bool> MoveAsync(Session session, long from, long position) =>
        await session.ExecuteAsync(Move, Key(from, position)).ConfigureAwait(false) == 1;

    internal Task<int> MarkPoisonAsync(long position, string reason, CancellationToken cancellation) =>
        database.WriteAsync(session => session.ExecuteAsync(MarkPoison, Key(0, position, reason)), cancellation);

    /// <summary>Empties the projection and starts it again from the beginning, whoever holds the lease.</summary>
    internal Task<int> RebuildAsync(CancellationToken cancellation) => database.WriteAsync(async session =>
    {
        await projection.ResetAsync(session).ConfigureAwait(false);
        return await session.ExecuteAsync(Rewind, Key()).ConfigureAwait(false);
    }, cancellation);

    private object Key(long from = 0, long position = 0, string reason = "")
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new { source = projection.Source, consumer = projection.Name, owner, now, until = now + lease, from, position, reason };
    }
}
