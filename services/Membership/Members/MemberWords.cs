using System.Text.Json;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Members;

/// <summary>Keeps the words of members' names, by which they are found within a sub-tree.</summary>
internal static class MemberWords
{
    private const string SelectKnown = "SELECT w.word FROM name_words w WHERE w.word {in words}";

    private const string Remove = "DELETE FROM member_words WHERE member_id {in ids}";

    private const string Repath = "UPDATE member_words SET path = @path WHERE member_id IN (SELECT m.id FROM members m WHERE m.organization_id = @id)";

    /// <summary>Stores the words of new members, and of those whose name or place has changed.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="added">New members with the paths of their organisations.</param>
    /// <param name="replaced">Known members with theirs.</param>
    public static async Task StoreAsync(Work work, IReadOnlyList<(MemberRow Row, string Path)> added, IReadOnlyList<(MemberRow Row, string Path)> replaced)
    {
        if (replaced.Count > 0)
        {
            await work.ExecuteAsync(Remove, new { ids = JsonSerializer.Serialize(replaced.Select(member => member.Row.Id)) });
        }

        var rows = added.Concat(replaced).SelectMany(member => Of(member.Row).Select(word => new WordRow { MemberId = member.Row.Id, Word = word, Path = member.Path })).ToList();
        var words = rows.Select(row => row.Word).Distinct().ToList();
        if (words.Count > 0)
        {
            var known = (await work.QueryAsync<string>(SelectKnown, new { words = JsonSerializer.Serialize(words) })).ToHashSet(StringComparer.Ordinal);
            await work.InsertAsync<NameRow>("name_words", [.. words.Where(word => !known.Contains(word)).Select(word => new NameRow { Word = word })]);
        }

        await work.InsertAsync<WordRow>("member_words", rows);
    }

    /// <summary>Follows an organisation that has another path now.</summary>
    public static Task MoveAsync(Work work, string organizationId, string path) => work.ExecuteAsync(Repath, new { id = organizationId, path });

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
