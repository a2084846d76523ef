using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Hosting;

namespace DienBien.Platform.Membership;

/// <summary>
/// A job that follows the service's own feed: whatever changes says so there, so that no writer has to know who follows and
/// none waits for it. A reader first lets the job catch up with what was there before.
/// </summary>
internal abstract class OwnFeed(Database database, TimeSpan period, TimeProvider clock, ILogger logger) : Rounds(period, clock, logger)
{
    private const int BatchSize = 1_000;

    private const string SelectHead = "SELECT h.position FROM feed_head h WHERE h.id = 1";

    private const string SelectChanges = "SELECT f.position, f.subject FROM feed f WHERE f.position > @after ORDER BY f.position {page}";

    private readonly SemaphoreSlim turn = new(1, 1);

    protected Database Database { get; } = database;

    /// <summary>Takes in all that was on the feed when the call began.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        var (head, position) = await Database.ReadAsync(async session => (await session.SingleAsync<long>(SelectHead), await PositionAsync(session)), cancellation);
        if (position >= head)
        {
            return;
        }

        await turn.WaitAsync(cancellation);
        try
        {
            while (position < head)
            {
                position = await BatchAsync(cancellation);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    // Readers catch up by themselves; this is to have them wait less.
    protected override Task RoundAsync(CancellationToken cancellation) => CatchUpAsync(cancellation);

    /// <summary>How far the job has come.</summary>
    protected abstract Task<long> PositionAsync(Session session);

    /// <summary>Takes in some more changes in one transaction with the position.</summary>
    /// <returns>The position reached.</returns>
    protected abstract Task<long> BatchAsync(CancellationToken cancellation);

    /// <summary>Takes in the changes behind the position, unless a replica does.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="advance">The statement that moves the cursor from <c>@before</c> to <c>@position</c>.</param>
    /// <param name="take">Takes the ids of members and organisations that changed.</param>
    protected async Task<long> TakeAsync(Session session, string advance, Func<HashSet<string>, HashSet<string>, Task> take)
    {
        var before = await PositionAsync(session);
        var changes = await session.QueryAsync<Change>(SelectChanges, new { after = before, take = BatchSize });
        if (changes.Count == 0)
        {
            return long.MaxValue;
        }

        // First, so that replicas take turns.
        var position = changes[^1].Position;
        if (await session.ExecuteAsync(advance, new { position, before }) == 0)
        {
            return await PositionAsync(session);
        }

        await take(IdsOf(changes, "members/"), IdsOf(changes, "organizations/"));
        return position;
    }

    private static HashSet<string> IdsOf(IEnumerable<Change> changes, string collection) =>
        [.. changes.Where(change => change.Subject.StartsWith(collection, StringComparison.Ordinal)).Select(change => change.Subject.Substring(collection.Length, 36))];

    private sealed record Change
    {
        public long Position { get; init; }

        public string Subject { get; init; } = "";
    }
}
