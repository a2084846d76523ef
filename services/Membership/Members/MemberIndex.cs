using System.Text.Json;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Members;

/// <summary>
/// Walks the members of large sub-trees in name order, all of them or those with a word that begins as asked. Each word in use
/// is a range that is already in order: a step reads the beginnings of these ranges, however many members lie in them.
/// </summary>
/// <param name="anchors">The sub-trees.</param>
/// <param name="beginning">How a word of the name begins; empty for all members.</param>
internal sealed class MemberIndex(IReadOnlyList<string> anchors, string beginning)
{
    // A filter that leaves few of the members makes each step larger.
    private const int LargestStep = 4_000;

    private const string SelectRanges = """
        SELECT a.anchor, w.word, (SELECT MAX(t.sort_key) FROM (SELECT x.sort_key FROM member_names x
                WHERE x.anchor = a.anchor AND x.word = w.word AND x.sort_key >= @after AND (x.sort_key > @after OR x.member_id > @id)
                ORDER BY x.sort_key, x.member_id {page}) t) AS last_key
        FROM {rows anchors: anchor varchar(64)} a CROSS JOIN name_words w WHERE w.word >= @from AND w.word < @to
        """;

    private const string SelectKeys = """
        SELECT n.sort_key, n.member_id AS id FROM {rows ranges: anchor varchar(64), word nvarchar(127), last_key varchar(400)} r CROSS JOIN member_names n
        WHERE n.anchor = r.anchor AND n.word = r.word AND n.sort_key >= @after AND n.sort_key <= r.last_key AND (n.sort_key > @after OR n.member_id > @id)
        ORDER BY n.sort_key, n.member_id {page}
        """;

    /// <summary>The sub-trees of a scope that can be walked, or null if there are smaller ones among them.</summary>
    public static MemberIndex? Of(Scope scope, string beginning)
    {
        var paths = scope.Ranges.Select(range => range.From).ToList();
        return paths.Count > 0 && paths.TrueForAll(path => MemberNames.AnchorsOf(path).Contains(path)) ? new MemberIndex(paths, beginning) : null;
    }

    /// <summary>Collects the first members behind a key that the reader keeps.</summary>
    /// <param name="session">Where to read; one snapshot for all steps.</param>
    /// <param name="after">The sort key behind which to begin, with the id.</param>
    /// <param name="id">The id behind which to begin among equal sort keys.</param>
    /// <param name="take">How many to collect.</param>
    /// <param name="readAsync">Reads those of the members with the given ids (a JSON array) that pass the filters, in name order.</param>
    public async Task<List<MemberRow>> CollectAsync(Session session, string after, string id, int take, Func<string, Task<IReadOnlyList<MemberRow>>> readAsync)
    {
        var found = new List<MemberRow>();
        var more = true;
        for (var step = take; more && found.Count < take; step = Math.Min(4 * step, LargestStep))
        {
            var keys = await StepAsync(session, after, id, step);
            if (keys.Count > 0)
            {
                found.AddRange(await readAsync(JsonSerializer.Serialize(keys.Select(key => key.Id).Distinct())));
                (after, id) = (keys[^1].SortKey, keys[^1].Id);
            }

            more = keys.Count == step;
        }

        return found.Count > take ? found[..take] : found;
    }

    private async Task<IReadOnlyList<Key>> StepAsync(Session session, string after, string id, int take)
    {
        // Behind all words that begin so: words hold letters and digits alone, and the empty word begins every list.
        var to = beginning.Length == 0 ? "0" : beginning + '\uffff';
        var ranges = await session.QueryAsync<WordRange>(SelectRanges, new { anchors = JsonSerializer.Serialize(anchors.Select(anchor => new[] { anchor })), from = beginning, to, after, id, take });
        var lines = JsonSerializer.Serialize(ranges.Where(range => range.LastKey is not null).Select(range => new[] { range.Anchor, range.Word, range.LastKey }));
        return await session.QueryAsync<Key>(SelectKeys, new { ranges = lines, after, id, take });
    }

    private sealed record WordRange
    {
        public string Anchor { get; init; } = "";

        public string Word { get; init; } = "";

        public string? LastKey { get; init; }
    }

    private sealed record Key
    {
        public string SortKey { get; init; } = "";

        public string Id { get; init; } = "";
    }
}
