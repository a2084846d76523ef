using DienBien.Membership.V1;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Xunit;

namespace DienBien.Platform.Tests.Membership;

/// <content>Records of one person.</content>
public sealed partial class RegisterFixture
{
    // What tells when or in which order something was recorded, and what only the next state of a resource has.
    private static readonly string[] Bookkeeping = ["version", "create_time", "update_time", "recorded_at", "superseded_at"];

    // Logs, and what is written anew from memberships: their rows' ids are new.
    private static readonly string[] Logs = ["feed", "audit", "idempotency", "members_history", "villages_history", "member_merges", "member_merge_parts", "duplicate_cases"];

    public DuplicateService.DuplicateServiceClient Duplicates => new(Channel);

    /// <summary>Two records of one name and date of birth in cells; the second is the later one.</summary>
    public async Task<(Member First, Member Second)> TwinsAsync(string cell, string other, string since = "2018-03-03")
    {
        var person = Person();
        return (await CreateAsync(person, cell), await CreateAsync(new Member(person) { MemberNumber = NewCode("P"), AdmittedOn = since }, other));
    }

    /// <summary>All cases of a sub-tree, oldest first.</summary>
    public async Task<List<DuplicateCase>> CasesAsync(string parent, CallOptions? who = null, int size = 1_000)
    {
        var (found, request) = (new List<DuplicateCase>(), new ListDuplicateCasesRequest { Parent = parent, PageSize = size });
        do
        {
            var page = await Members.ListDuplicateCasesAsync(request, who ?? Board);
            found.AddRange(page.DuplicateCases);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return found;
    }

    /// <summary>The case of two records, wherever in the province; null if there is none.</summary>
    public async Task<DuplicateCase?> CaseAsync(Member one, Member other)
    {
        string[] pair = [one.Name, other.Name];
        return (await CasesAsync(Province)).SingleOrDefault(found => pair.Contains(found.FirstMember) && pair.Contains(found.SecondMember));
    }

    public static MergeMembersRequest Merge(Member kept, Member other) => new() { Name = kept.Name, Other = other.Name, Statement = "Cùng một người, đã đối chiếu lý lịch" };

    public async Task<MemberMerge> MergeAsync(Member kept, Member other) => await Duplicates.MergeMembersAsync(Merge(kept, other), Board);

    public async Task<UndoMemberMergeResponse> UndoAsync(Member merged) => await Duplicates.UndoMemberMergeAsync(new UndoMemberMergeRequest { Name = merged.Name, Statement = "Gộp nhầm" }, Board);

    public async Task<Member> MemberAsync(Member member, CallOptions? who = null) => await Members.GetMemberAsync(new GetMemberRequest { Name = member.Name }, who ?? Board);

    /// <summary>All that holds about members in any table, less what tells when it was recorded.</summary>
    public async Task<List<string>> RowsOfAsync(params Member[] members)
    {
        await using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(folder, "membership*.db").Single()}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        foreach (var table in (await TextsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")).Except(Logs))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                var values = Enumerable.Range(0, reader.FieldCount).Select(i => (Name: reader.GetName(i), Value: reader.GetValue(i))).ToList();
                var superseded = values.Exists(value => value is { Name: "superseded_at", Value: not DBNull });
                if (!superseded && values.Exists(value => value.Value is string text && Array.Exists(members, member => text.Contains(Id(member.Name), StringComparison.Ordinal))))
                {
                    rows.Add(table + " " + string.Join(' ', values.Where(value => !Bookkeeping.Contains(value.Name) && !(value.Name == "id" && table is "memberships" or "presences"))
                        .Select(value => value.Value is byte[] bytes ? Convert.ToHexString(bytes) : value.Value)));
                }
            }
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static async Task<List<string>> TextsAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var texts = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
