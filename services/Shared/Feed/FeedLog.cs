using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Shared.Feed;

/// <summary>Writes and reads the feed of this service.</summary>
internal static class FeedLog
{
    // The head row gives positions without holes in the order of the commits, since it is held from here to the commit.
    private const string Advance = "UPDATE feed_head SET position = position + @events, audit_position = audit_position + @notes WHERE id = 1";

    private const string SelectHead = "SELECT position, audit_position, audit_hash FROM feed_head WHERE id = 1";

    private const string SealAudit = "UPDATE feed_head SET audit_hash = @hash WHERE id = 1";

    private const string SelectAfter = """
        SELECT position, id, type, subject, organization_id, recorded_at, schema_version, traceparent, data
        FROM feed WHERE position > @after AND position <= @until ORDER BY position
        """;

    private const string SelectAfterInScope = """
        SELECT f.position, f.id, f.type, f.subject, f.organization_id, f.recorded_at, f.schema_version, f.traceparent, f.data
        FROM feed f JOIN organizations o ON o.id = f.organization_id
        WHERE f.position > @after AND f.position <= @until AND {scope o.path} ORDER BY f.position
        """;

    /// <summary>Appends the work's events and audit notes. Must be the last thing in the transaction.</summary>
    internal static async Task AppendAsync(Work work)
    {
        if (work.Events.Count == 0 && work.Notes.Count == 0)
        {
            return;
        }

        await work.ExecuteAsync(Advance, new { events = work.Events.Count, notes = work.Notes.Count }).ConfigureAwait(false);
        var head = await work.SingleAsync<Head>(SelectHead).ConfigureAwait(false);
        var first = head.Position - work.Events.Count + 1;
        await work.InsertAsync<FeedRow>("feed", [.. work.Events.Select((row, i) => row with { Position = first + i })]).ConfigureAwait(false);
        if (work.Notes.Count > 0)
        {
            var (rows, hash) = Chain(work, head);
            await work.InsertAsync<AuditRow>("audit", rows).ConfigureAwait(false);
            await work.ExecuteAsync(SealAudit, new { hash }).ConfigureAwait(false);
        }
    }

    internal static Task<long> HeadAsync(Database database, CancellationToken cancellation) =>
        database.ReadAsync(async session => (await session.SingleAsync<Head>(SelectHead).ConfigureAwait(false)).Position, cancellation);

    /// <summary>Reads the changes in (after, until], all or those in a scope.</summary>
    internal static Task<IReadOnlyList<FeedRow>> ReadAsync(Database database, long after, long until, Scope? scope, CancellationToken cancellation) =>
        database.ReadAsync(session => session.QueryAsync<FeedRow>(scope is null ? SelectAfter : SelectAfterInScope, new { after, until }, scope), cancellation);

    private static (List<AuditRow> Rows, string Hash) Chain(Work work, Head head)
    {
        var (rows, hash, position) = (new List<AuditRow>(work.Notes.Count), head.AuditHash, head.AuditPosition - work.Notes.Count);
        foreach (var note in work.Notes)
        {
            var row = new AuditRow
            {
                Position = ++position,
                RecordedAt = work.Now,
                Actor = work.Caller.Subject,
                ClientId = work.Caller.ClientId,
                Rpc = work.Rpc,
                Resource = note.Resource,
                OrganizationId = note.OrganizationId,
                Purpose = note.Purpose,
                ContentHash = note.ContentHash,
            };
            hash = row.ChainedTo(hash);
            rows.Add(row with { Hash = hash });
        }

        return (rows, hash);
    }

    private sealed record Head
    {
        public long Position { get; init; }

        public long AuditPosition { get; init; }

        public string AuditHash { get; init; } = "";
    }
}
