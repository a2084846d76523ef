using System.Text.Json;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Members;

/// <summary>Keeps the words of members' names, by which they are found within a sub-tree.</summary>
internal static class MemberWords
{
    private const string SelectKnown = "SELECT w.word FROM name_words w WHERE w.word {in words}";

    private const string Remove = "DELETE FROM member_words WHERE member_id {in ids}";

    /// <summary>Stores the words of new members, and of those whose name or place has changed.</summary>
    public static async Task StoreAsync(Work work, IReadOnlyList<MemberRow> added, IReadOnlyList<(MemberRow Before, MemberRow After)> replaced)
    {
        var changed = replaced.Where(pair => (pair.Before.FoldedName, pair.Before.OrganizationId, pair.Before.MergedInto) != (pair.After.FoldedName, pair.After.OrganizationId, pair.After.MergedInto))
            .GroupBy(pair => pair.After.Id).Select(versions => versions.Last().After).ToList();
        if (changed.Count > 0)
        {
            await work.ExecuteAsync(Remove, new { ids = JsonSerializer.Serialize(changed.Select(member => member.Id)) });
        }

        // One added and changed in the same batch has its words by the change.
        var again = changed.Select(member => member.Id).ToHashSet(StringComparer.Ordinal);
        var rows = await RowsAsync(work, [.. added.Where(member => !again.Contains(member.Id)), .. changed.Where(member => member.MergedInto is null)]);
        var words = rows.Select(row => row.Word).Distinct().ToList();
        if (words.Count > 0)
        {
            var known = (await work.QueryAsync<string>(SelectKnown, new { words = JsonSerializer.Serialize(words) })).ToHashSet(StringComparer.Ordinal);
            await work.InsertAsync<NameRow>("name_words", [.. words.Where(word => !known.Contains(word)).Select(word => new NameRow { Word = word })]);
        }

        await work.InsertAsync<WordRow>("member_words", rows);
    }

    private static async Task<List<WordRow>> RowsAsync(Work work, IReadOnlyCollection<MemberRow> members)
    {
        if (members.Count == 0)
        {
            return [];
        }

        var paths = await OrganizationStore.PathsAsync(work, members.Select(member => member.OrganizationId).ToHashSet(StringComparer.Ordinal));
        return [.. members.SelectMany(member => Of(member).Select(word => new WordRow { MemberId = member.Id, Word = word, Path = paths[member.OrganizationId] }))];
    }

    private static IEnumerable<string> Of(MemberRow row) => row.FoldedName.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

    private sealed record WordRow
    {
        public string MemberId { get; init; } = "";

        public string Word { get; init; } = "";

        public string Path { get; init; } = "";
    }

    private sealed record NameRow
    {
        public string Word { get; init; } = "";
    }
}
