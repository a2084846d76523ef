using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership.Members;

/// <summary>Reads and stores one member at a time, whichever RPC it comes from.</summary>
internal static class MemberStore
{
    private const string SelectNumber = "SELECT m.id FROM members m WHERE m.register_id = @registerId AND m.member_number = @number";

    private const string SelectMergedToo = $"SELECT {MemberRow.Columns} FROM members m JOIN organizations o ON o.id = m.organization_id WHERE m.id = @id AND {{scope o.path}}";

    private const string SelectInScope = SelectMergedToo + " AND m.merged_into IS NULL";

    private const string SelectPlace = "SELECT m.id FROM members m JOIN organizations o ON o.id = m.organization_id WHERE m.id = @id AND {scope o.path}";

    private const string SelectById = $"SELECT {MemberRow.Columns} FROM members m WHERE m.id = @id";

    /// <summary>The member of a name.</summary>
    /// <exception cref="Problem">NOT_FOUND if there is none in the scope.</exception>
    public static async Task<MemberRow> RequireAsync(Session session, string name, Scope scope) =>
        await FindAsync(session, ResourceName.Require(ResourceName.Members, name), scope) ?? throw Problems.NotFound(name);

    /// <summary>The member of an id within a scope, or null.</summary>
    public static Task<MemberRow?> FindAsync(Session session, string id, Scope scope) => session.FindAsync<MemberRow>(SelectInScope, new { id }, scope);

    /// <summary>The member of a name, also if the record was merged into another.</summary>
    /// <exception cref="Problem">NOT_FOUND if there is none in the scope.</exception>
    public static async Task<MemberRow> RequireMergedTooAsync(Session session, string name, Scope scope) =>
        await session.FindAsync<MemberRow>(SelectMergedToo, new { id = ResourceName.Require(ResourceName.Members, name) }, scope) ?? throw Problems.NotFound(name);

    /// <summary>True if a member, merged or not, lies in the scope.</summary>
    public static async Task<bool> IsInScopeAsync(Session session, string id, Scope scope) => await session.FindAsync<string>(SelectPlace, new { id }, scope) is not null;

    /// <summary>The member that a record points to, wherever it belongs by now.</summary>
    public static Task<MemberRow> GetAsync(Session session, string id) => session.SingleAsync<MemberRow>(SelectById, new { id });

    /// <summary>Records a new member of an organisation.</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT for wrong facts, ALREADY_EXISTS for a number that is taken.</exception>
    public static async Task<MemberRow> AddAsync(Work work, CardVault vault, Member member, OrganizationRow organization, Scope scope, DateOnly today)
    {
        var draft = MemberInput.Read(member, organization, vault, today);
        if (await work.FindAsync<string>(SelectNumber, new { registerId = organization.RegisterId, number = draft.Row.MemberNumber }) is not null)
        {
            throw Problems.AlreadyExists("member.member_number", "MEMBER_NUMBER_TAKEN");
        }

        return await SaveAsync(work, vault, null, draft.AsNew(work.Now), draft, scope);
    }

    /// <summary>Records the day on which a member became official.</summary>
    public static async Task<MemberRow> MakeOfficialAsync(Work work, CardVault vault, string memberId, DateOnly day, Scope scope)
    {
        var before = await GetAsync(work, memberId);
        return await ChangeAsync(work, vault, before, before with { OfficialOn = day }, scope);
    }

    /// <summary>Stores dates that follow from a recorded fact; all else was checked when the row was stored.</summary>
    public static async Task<MemberRow> ChangeAsync(Work work, CardVault vault, MemberRow before, MemberRow after, Scope scope)
    {
        var organization = await OrganizationStore.FindAsync(work, before.OrganizationId, scope) ?? throw Problems.NotFound(ResourceName.Member(before.Id));
        var writer = new MemberWriter(work, vault, new CardHolders(), scope);
        writer.Store(before, after, new MemberDraft { Line = new Imports.ImportLine(0, new Dictionary<string, int>(), []), Organization = organization, Row = after }, out var stored);
        await writer.FlushAsync();
        return stored;
    }

    /// <summary>Stores a draft as a new member or as the next version of a known one.</summary>
    public static async Task<MemberRow> SaveAsync(Work work, CardVault vault, MemberRow? before, MemberRow row, MemberDraft draft, Scope scope)
    {
        var cards = new CardHolders();
        await cards.LoadAsync(work, draft.CardHash is { } hash ? [hash] : []);
        var writer = new MemberWriter(work, vault, cards, scope);
        await writer.HoldAsync(before?.OrganizationId == row.OrganizationId ? [] : [row.OrganizationId]);
        if (writer.Store(before, row, draft, out var stored) is { } refusal)
        {
            var field = MemberInput.FieldOf(refusal.Field);
            throw refusal.Reason == "CARD_NUMBER_TAKEN"
                ? Problems.AlreadyExists(field, refusal.Reason)
                : Problems.Precondition(field, refusal.Reason, refusal.Rule);
        }

        await writer.FlushAsync();
        return stored;
    }
}
