using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Duplicates;

/// <summary>Reads and stores cases.</summary>
internal static class DuplicateStore
{
    /// <summary>The condition that both records of a case <c>d</c> lie in the scope, wherever it was opened.</summary>
    public const string BothInScope = """
        EXISTS (SELECT 1 FROM members a JOIN organizations p ON p.id = a.organization_id WHERE a.id = d.first_member_id AND {scope p.path})
            AND EXISTS (SELECT 1 FROM members b JOIN organizations q ON q.id = b.organization_id WHERE b.id = d.second_member_id AND {scope q.path})
        """;

    private const string SelectInScope = $"SELECT {DuplicateRow.Columns} FROM duplicate_cases d WHERE d.id = @id AND {BothInScope}";

    private const string SelectOfMembers = $$"""
        SELECT {{DuplicateRow.Columns}} FROM duplicate_cases d WHERE d.first_member_id {in ids}
        UNION SELECT {{DuplicateRow.Columns}} FROM duplicate_cases d WHERE d.second_member_id {in ids}
        """;

    private const string Update = """
        UPDATE duplicate_cases SET first_member_id = @FirstMemberId, second_member_id = @SecondMemberId, state = @State, statement = @Statement, version = @Version
        WHERE id = @Id AND version = @Version - 1
        """;

    /// <summary>The case of a name.</summary>
    /// <exception cref="Problem">NOT_FOUND unless both records lie in the scope.</exception>
    public static async Task<DuplicateRow> RequireAsync(Session session, string name, Scope scope) =>
        await session.FindAsync<DuplicateRow>(SelectInScope, new { id = ResourceName.Require(DuplicateRow.Collection, name) }, scope) ?? throw Problems.NotFound(name);

    /// <summary>All cases of members.</summary>
    /// <param name="session">The session.</param>
    /// <param name="ids">Their ids as JSON.</param>
    public static Task<IReadOnlyList<DuplicateRow>> OfMembersAsync(Session session, string ids) => session.QueryAsync<DuplicateRow>(SelectOfMembers, new { ids });

    /// <summary>Replaces a case and says on the feed what became of it.</summary>
    /// <exception cref="Problem">ABORTED with the current etag if another writer was first.</exception>
    public static async Task<DuplicateRow> ReplaceAsync(Work work, DuplicateRow before, DuplicateRow after)
    {
        var stored = after with { Version = before.Version + 1 };
        if (await work.ExecuteAsync(Update, stored) == 0)
        {
            throw Problems.EtagMismatch(Etags.Of(before.Version + 1));
        }

        if (stored.State != before.State)
        {
            work.Emit(stored.Name, stored.OrganizationId, new DuplicateCaseDecided { DuplicateCase = stored.Name, State = stored.StateValue });
        }

        work.Audit(stored.Name, stored.OrganizationId, Encoding.UTF8.GetBytes(stored.ToString()));
        return stored;
    }
}
