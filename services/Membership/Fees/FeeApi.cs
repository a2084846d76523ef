using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Fees;

/// <summary>Party fees; one file an RPC.</summary>
internal sealed partial class FeeApi(Database database, Commands commands, PageTokens pages, TimeProvider clock) : FeeService.FeeServiceBase
{
    private const int DocumentLength = 63;

    private const long MaxAmount = 10_000_000_000;

    private const string SelectMember = $"SELECT {MemberRow.Columns} FROM members m JOIN organizations o ON o.id = m.organization_id WHERE m.id = @id AND {{scope o.path}}";

    /// <summary>The member of a name.</summary>
    /// <exception cref="Problem">NOT_FOUND if there is none in the scope.</exception>
    private static async Task<MemberRow> MemberAsync(Session session, string name, Scope scope) =>
        await session.FindAsync<MemberRow>(SelectMember, new { id = ResourceName.Require(ResourceName.Members, name) }, scope) ?? throw Problems.NotFound(name);
}
