using System.Text.Json;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Membership.Text;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Members;

/// <summary>
/// Walks the members of large sub-trees in name order, all of them or those whose words begin as asked. Each word in use below an
/// anchor is a range that is already in order: a step merges the beginnings of ranges, however many members lie in them. Names
/// that are frequent are picked out of the list of all members, whose keys tell the words; the others are led by their rarest word.
/// </summary>
/// <param name="anchors">The paths below which names are in order.</param>
/// <param name="name">What is asked of the names.</param>
internal sealed class MemberIndex(IReadOnlyCollection<string> anchors, NameSearch name)
{
    // Of so many names of the list one must be found for the walk to stay with it.
    private const int Sparse = 20;

    // So many ranges are merged without a look at the list first.
    private const int FewRanges = 400;

    // Of how many members it is made out which word is the rarest.
    private const int Sample = 3_000;

    // The empty word is in every name.
    private static readonly IReadOnlyList<string> Everyone = [""];

    // A filter that leaves few of the members makes each step larger.
    private const int LargestStep = 4_000;

    private const string Behind = "\uffff";

    // What a range gives to a step at least: the densest of many ranges has several of the first names.
    private const int LeastOfRange = 8;

    private const string SelectBelowRoots = "SELECT c.path FROM organizations o JOIN organizations c ON c.parent_id = o.id WHERE o.path {in roots}";

    private const string SelectWords = "SELECT w.word FROM name_words w WHERE w.word >= @from AND w.word < @to";

    private const string CountSample = """
        SELECT COALESCE(SUM(s.counted), 0) FROM (SELECT (SELECT COUNT(*) FROM (SELECT n.member_id FROM member_names n
                WHERE n.anchor = a.anchor AND n.word >= @from AND n.word < @to ORDER BY n.word {page}) t) AS counted
            FROM {rows anchors: anchor varchar(64)} a) s
        """;

    private const string SelectRanges = """
        SELECT p.anchor, p.word, (SELECT CASE WHEN COUNT(*) = 0 THEN NULL WHEN COUNT(*) < @take THEN '' ELSE MAX(t.sort_key) END FROM (SELECT n.sort_key FROM member_names n
                WHERE n.anchor = p.anchor AND n.word = p.word AND n.sort_key >= @after AND (n.sort_key > @after OR n.member_id > @id)
                ORDER BY n.sort_key, n.member_id {page}) t) AS last_key
        FROM {rows pairs: anchor varchar(64), word nvarchar(127)} p
        """;

    private const string SelectKeys = """
        SELECT n.sort_key, n.member_id AS id FROM {rows ranges: anchor varchar(64), word nvarchar(127)} r CROSS JOIN member_names n
        WHERE n.anchor = r.anchor AND n.word = r.word AND n.sort_key >= @after AND n.sort_key <= @last AND (n.sort_key > @after OR n.member_id > @id)
        ORDER BY n.sort_key, n.member_id {page}
        """;

    /// <summary>The sub-trees of a scope as they can be walked, or null if there are smaller ones among them.</summary>
    public static async Task<MemberIndex?> OfAsync(Session session, Scope scope, NameSearch name)
    {
        var paths = scope.Ranges.Select(range => range.From).ToHashSet(StringComparer.Ordinal);
        if (paths.Count == 0 || paths.Any(path => Ancestry.AnchorOf(path) != path && Ancestry.Above(path).Any()))
        {
            return null;
        }

        var roots = paths.Where(path => !Ancestry.Above(path).Any()).ToList();
        paths.UnionWith(roots.Count == 0 ? [] : await session.QueryAsync<string>(SelectBelowRoots, new { roots = JsonSerializer.Serialize(roots) }));
        return new MemberIndex(paths, name);
    }

    /// <summary>Collects the first members behind a key that the reader keeps.</summary>
    /// <param name="session">Where to read; one snapshot for all steps.</param>
    /// <param name="after">The sort key behind which to begin, with the id.</param>
    /// <param name="id">The id behind which to begin among equal sort keys.</param>
    /// <param name="take">How many to collect.</param>
    /// <param name="readAsync">Reads those of the members with the given ids (a JSON array) that pass the filters, in name order.</param>
    public async Task<List<MemberRow>> CollectAsync(Session session, string after, string id, int take, Func<string, Task<IReadOnlyList<MemberRow>>> readAsync)
    {
        var (found, seen, hits) = (new List<MemberRow>(), new HashSet<string>(StringComparer.Ordinal), 0);
        var rarest = name.Beginnings.Count == 0 ? Everyone : await RarestAsync(session);
        var (lead, size) = (anchors.Count * rarest.Count <= FewRanges ? rarest : Everyone, take);
        for (Key? next = new() { SortKey = after, Id = id }; next is not null && found.Count < take;)
        {
            (var keys, next) = await StepAsync(session, lead, next, size);
            var named = keys.Where(Finds).ToList();
            // Who is found by two of his words stands there twice.
            var rows = named.Count == 0 ? [] : await readAsync(JsonSerializer.Serialize(named.Select(key => key.Id).Distinct(StringComparer.Ordinal)));
            found.AddRange(rows);
            // As many as will be enough if the rest is like these.
            size = Math.Clamp(rows.Count == 0 ? 4 * size : 5 * (take - found.Count) * keys.Count / (4 * rows.Count), take, LargestStep);
            // By names, not by members: one name may be that of hundreds.
            hits += named.Select(key => key.SortKey).Distinct(StringComparer.Ordinal).Count(key => !seen.Contains(key));
            seen.UnionWith(keys.Select(key => key.SortKey));
            lead = seen.Count >= Sparse && hits * Sparse < seen.Count ? rarest : lead;
        }

        return found.Count > take ? found[..take] : found;
    }

    private bool Finds(Key key) => name.Beginnings.Count == 0 || name.Finds(Vietnamese.KeyWords(key.SortKey));

    /// <summary>The next keys, at most as many as asked for, and where to go on; null at the end.</summary>
    private async Task<(IReadOnlyList<Key> Keys, Key? Next)> StepAsync(Session session, IReadOnlyList<string> words, Key after, int size)
    {
        var take = LeastOfRange + (2 * size / Math.Max(1, anchors.Count * words.Count));
        var pairs = JsonSerializer.Serialize(from anchor in anchors from word in words select new[] { anchor, word });
        var ranges = await session.QueryAsync<WordRange>(SelectRanges, new { pairs, after = after.SortKey, id = after.Id, take });
        // Up to the nearest end of what was looked at, all ranges are known whole.
        var last = ranges.Where(range => range.LastKey is { Length: > 0 }).Select(range => range.LastKey).Min(StringComparer.Ordinal);
        var lines = JsonSerializer.Serialize(ranges.Where(range => range.LastKey is not null).Select(range => new[] { range.Anchor, range.Word }));
        var keys = await session.QueryAsync<Key>(SelectKeys, new { ranges = lines, after = after.SortKey, id = after.Id, last = last ?? Behind, take = size });
        return (keys, keys.Count == size ? keys[^1] : last is null ? null : new Key { SortKey = last, Id = Behind });
    }

    /// <summary>The words in use that begin as the one asked for which leaves the fewest names.</summary>
    private async Task<IReadOnlyList<string>> RarestAsync(Session session)
    {
        var (rarest, fewest) = (name.Beginnings[0], long.MaxValue);
        foreach (var beginning in name.Beginnings.Count == 1 ? [] : name.Beginnings)
        {
            var bounds = new { anchors = JsonSerializer.Serialize(anchors.Select(anchor => new[] { anchor })), from = beginning, to = beginning + Behind, take = Sample / Math.Max(1, anchors.Count) };
            var counted = await session.SingleAsync<long>(CountSample, bounds);
            (rarest, fewest) = counted < fewest ? (beginning, counted) : (rarest, fewest);
        }

        return await session.QueryAsync<string>(SelectWords, new { from = rarest, to = rarest + Behind });
    }

    private sealed record WordRange
    {
        public string Anchor { get; init; } = "";

        public string Word { get; init; } = "";

        /// <summary>The last key that was looked at, empty if it is the last of the range, null if the range holds no more.</summary>
        public string? LastKey { get; init; }
    }

    private sealed record Key
    {
        public string SortKey { get; init; } = "";

        public string Id { get; init; } = "";
    }
}
