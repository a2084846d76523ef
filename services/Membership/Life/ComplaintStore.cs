using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Life;

/// <summary>Reads and stores complaints about deletions.</summary>
internal static class ComplaintStore
{
    private const string SelectOfMember = $"""
        SELECT {ComplaintRow.Columns} FROM member_facts f JOIN complaints k ON k.fact_id = f.id WHERE f.member_id = @id ORDER BY k.filed_on, k.id
        """;

    private const string SelectOfFact = $"SELECT {ComplaintRow.Columns} FROM complaints k WHERE k.fact_id = @id ORDER BY k.filed_on, k.id";

    private const string Settle = "UPDATE complaints SET outcome = @Outcome, settled_on = @SettledOn, document = @Document WHERE id = @Id AND settled_on IS NULL";

    /// <summary>The complaints about all deletions of a member, by the fact.</summary>
    public static async Task<ILookup<string, ComplaintRow>> OfMemberAsync(Session session, string memberId) =>
        (await session.QueryAsync<ComplaintRow>(SelectOfMember, new { id = memberId })).ToLookup(row => row.FactId);

    /// <summary>The complaints about a deletion, the earliest first.</summary>
    public static async Task<List<ComplaintRow>> OfFactAsync(Session session, string factId) => [.. await session.QueryAsync<ComplaintRow>(SelectOfFact, new { id = factId })];

    public static async Task AddAsync(Work work, MemberRow member, FactRow fact, ComplaintRow row)
    {
        await work.InsertAsync("complaints", row);
        Audit(work, member, fact, row);
    }

    /// <summary>Keeps what came of a complaint.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION if another writer was first.</exception>
    public static async Task SettleAsync(Work work, MemberRow member, FactRow fact, ComplaintRow row)
    {
        if (await work.ExecuteAsync(Settle, row) == 0)
        {
            throw Problems.Precondition("name", "COMPLAINT_NONE", "R-DEL-5");
        }

        Audit(work, member, fact, row);
    }

    /// <summary>The fact with the complaints about it.</summary>
    public static MemberFact With(this FactRow fact, IEnumerable<ComplaintRow> complaints)
    {
        var state = fact.ToProto();
        state.Complaints.AddRange(complaints.Select(row => row.ToProto()));
        return state;
    }

    private static void Audit(Work work, MemberRow member, FactRow fact, ComplaintRow row) => work.Audit(fact.Name, member.OrganizationId, Encoding.UTF8.GetBytes(row.ToString()));
}
