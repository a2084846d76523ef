using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Members;

/// <summary>Keeps the words of members' names in name order, by which they are listed and found within a sub-tree.</summary>
internal static class MemberNames
{
    private const string SelectKnown = "SELECT w.word FROM name_words w WHERE w.word {in words}";

    private const string Remove = "DELETE FROM member_names WHERE anchor = @Anchor AND word = @Word AND sort_key = @SortKey AND member_id = @MemberId";

    /// <summary>Stores the words of new members, and of those whose name or place has changed.</summary>
    public static async Task StoreAsync(Work work, IReadOnlyList<MemberRow> added, IReadOnlyList<(MemberRow Before, MemberRow After)> replaced)
    {
        // One added and changed in the same batch, and one changed twice, is stored as it is at last.
        var changed = replaced.GroupBy(pair => pair.After.Id).ToDictionary(versions => versions.Key, versions => (versions.First().Before, versions.Last().After), StringComparer.Ordinal);
        var fresh = added.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        var paths = await OrganizationStore.PathsAsync(work, added.Concat(changed.Values.SelectMany(pair => (IEnumerable<MemberRow>)[pair.Before, pair.After])).Select(row => row.OrganizationId).ToHashSet(StringComparer.Ordinal));
        var before = changed.Values.Where(pair => !fresh.Contains(pair.Before.Id)).SelectMany(pair => Of(pair.Before, paths)).ToHashSet();
        var after = added.Select(row => changed.TryGetValue(row.Id, out var pair) ? pair.After : row)
            .Concat(changed.Values.Where(pair => !fresh.Contains(pair.After.Id)).Select(pair => pair.After)).SelectMany(row => Of(row, paths)).ToHashSet();
        foreach (var row in before.Except(after).ToList())
        {
            await work.ExecuteAsync(Remove, row);
        }

        after.ExceptWith(before);
        await StoreWordsAsync(work, after.Select(row => row.Word).ToHashSet(StringComparer.Ordinal));
        // In the order of the index: neighbours share its pages.
        await work.InsertAsync<NameRow>("member_names", [.. after.OrderBy(row => row.Anchor, StringComparer.Ordinal).ThenBy(row => row.Word, StringComparer.Ordinal).ThenBy(row => row.SortKey, StringComparer.Ordinal)]);
    }

    private static async Task StoreWordsAsync(Work work, HashSet<string> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        words.ExceptWith(await work.QueryAsync<string>(SelectKnown, new { words = System.Text.Json.JsonSerializer.Serialize(words) }));
        await work.InsertAsync<WordRow>("name_words", [.. words.Select(word => new WordRow { Word = word })]);
    }

    // A record that was merged into another is found by no name.
    private static IEnumerable<NameRow> Of(MemberRow row, Dictionary<string, string> paths) =>
        from word in row.MergedInto is null ? row.FoldedName.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Append("") : []
        select new NameRow { Anchor = Ancestry.AnchorOf(paths[row.OrganizationId]), Word = word, SortKey = row.SortKey, MemberId = row.Id };

    private sealed record NameRow
    {
        public string Anchor { get; init; } = "";

        public string Word { get; init; } = "";

        public string SortKey { get; init; } = "";

        public string MemberId { get; init; } = "";
    }

    private sealed record WordRow
    {
        public string Word { get; init; } = "";
    }
}
