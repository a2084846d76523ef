using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Facts;

/// <summary>Keeps the versions of organisations. A move makes a new version of everything below.</summary>
internal static class NodeStore
{
    private const string Supersede = "UPDATE nodes SET superseded_at = @at WHERE node = @node AND superseded_at IS NULL AND position < @position";

    private const string CopyBelow = """
        INSERT INTO nodes (node, position, id, path, kind, established_on, dissolved_on, recorded_at, superseded_at, earlier)
        SELECT node, @position, id, CONCAT(@path, SUBSTRING(path, @tail, 400)), kind, established_on, dissolved_on, @at, NULL, earlier
        FROM nodes WHERE path > @from AND path < @to AND superseded_at IS NULL
        """;

    private const string SupersedeBelow = """
        UPDATE nodes SET superseded_at = @at WHERE path > @from AND path < @to AND superseded_at IS NULL AND position < @position
        """;

    internal static async Task ReplaceAsync(Session session, NodeRow before, NodeRow after)
    {
        var (node, at, position) = (after.Node, after.RecordedAt, after.Position);
        await session.ExecuteAsync(Supersede, new { node, at, position });
        await session.InsertAsync("nodes", after);
        if (before.Path != after.Path)
        {
            var (from, to) = (before.Below.From, before.Below.To);
            await session.ExecuteAsync(CopyBelow, new { path = after.Path, tail = before.Path.Length + 1, from, to, at, position });
            await session.ExecuteAsync(SupersedeBelow, new { from, to, at, position });
        }
    }
}
