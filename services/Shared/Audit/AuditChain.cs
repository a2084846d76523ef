using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Shared.Audit;

/// <summary>Verifies the audit log.</summary>
public static class AuditChain
{
    private const string SelectPage = """
        SELECT position, recorded_at, actor, client_id, rpc, resource, organization_id, purpose, content_hash, hash
        FROM audit WHERE position > @after ORDER BY position {page}
        """;

    private const string SelectHead = "SELECT audit_position, audit_hash FROM feed_head WHERE id = 1";

    /// <summary>Walks the whole log and returns the first position whose line does not fit, or null if all fit.</summary>
    public static Task<long?> FirstBreakAsync(Database database, CancellationToken cancellation) => database.SnapshotAsync<long?>(async session =>
    {
        var (after, previous) = (0L, "");
        for (; ; )
        {
            var rows = await session.QueryAsync<AuditRow>(SelectPage, new { after, take = 1_000 }).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (row.Position != after + 1 || row.ChainedTo(previous) != row.Hash)
                {
                    return after + 1;
                }

                (after, previous) = (row.Position, row.Hash);
            }

            if (rows.Count == 0)
            {
                var head = await session.SingleAsync<(long Position, string Hash)>(SelectHead).ConfigureAwait(false);
                return head.Position == after && head.Hash.Trim() == previous ? null : after + 1;
            }
        }
    }, cancellation);
}
