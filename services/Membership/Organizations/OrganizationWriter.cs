using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations.Acts;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;

namespace DienBien.Platform.Membership.Organizations;

/// <summary>Stores organisations with their history and puts them on the feed.</summary>
internal static class OrganizationWriter
{
    private const string TakeNumber = "UPDATE numbers SET value = value + 1 WHERE name = 'organization'";

    private const string ReadNumber = "SELECT value FROM numbers WHERE name = 'organization'";

    private const string SelectVersion = "SELECT version FROM organizations WHERE id = @id";

    private const string Update = """
        UPDATE organizations SET sector = @Sector, display_name = @DisplayName, folded_name = @FoldedName, area_code = @AreaCode,
            party_code = @PartyCode, established_on = @EstablishedOn, dissolved_on = @DissolvedOn, version = @Version, update_time = @UpdateTime
        WHERE id = @Id AND version = @Version - 1
        """;

    // Apart from the rest, since indexes lie over the place: to write it anew, though it stays, costs a page of each.
    private const string Move = "UPDATE organizations SET parent_id = @ParentId, path = @Path, register_id = @RegisterId WHERE id = @Id";

    /// <summary>Adds a new organisation below its parent; <c>Path</c> and <c>RegisterId</c> are set here.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION if the parent was dissolved meanwhile.</exception>
    public static async Task<OrganizationRow> AddAsync(Work work, OrganizationRow row, OrganizationRow? parent)
    {
        if (parent is not null && !await OrganizationStore.HoldAsync(work, parent.Id))
        {
            throw Problems.Precondition("parent", "ORGANIZATION_DISSOLVED");
        }

        await work.ExecuteAsync(TakeNumber);
        var number = await work.SingleAsync<long>(ReadNumber);
        var stored = row with
        {
            Path = string.Create(CultureInfo.InvariantCulture, $"{parent?.Path}{number}."),
            RegisterId = parent is null or { ParentId: null } ? row.Id : parent.RegisterId,
            Version = 1,
            PolicyVersion = TreePolicy.On(VietnamTime.DateOf(work.Now)).Label,
            CreateTime = work.Now,
            UpdateTime = work.Now,
        };
        await work.InsertAsync("organizations", stored);
        Publish(work, stored, []);
        return stored;
    }

    /// <summary>Replaces the current facts; the ones before go into the history.</summary>
    /// <exception cref="Problem">ABORTED with the current etag if another writer was first.</exception>
    public static async Task<OrganizationRow> ReplaceAsync(Work work, OrganizationRow before, OrganizationRow after)
    {
        var stored = after with { Version = before.Version + 1, UpdateTime = work.Now };
        if (await work.ExecuteAsync(Update, stored) == 0)
        {
            throw Problems.EtagMismatch(Etags.Of(await work.SingleAsync<long>(SelectVersion, new { id = before.Id })));
        }

        if ((after.ParentId, after.Path, after.RegisterId) != (before.ParentId, before.Path, before.RegisterId))
        {
            await work.ExecuteAsync(Move, stored);
        }

        await work.InsertAsync("organizations_history", new HistoryRow { Id = before.Id, Version = before.Version, KnownFrom = before.UpdateTime, KnownUntil = work.Now, State = before.ToProto().ToByteArray() });
        Publish(work, stored, await OrganizationTerms.OfAsync(work, before.Id));
        return stored;
    }

    private static void Publish(Work work, OrganizationRow row, IReadOnlyList<OrganizationTermRow> earlier)
    {
        var state = row.ToProto();
        work.Emit(state.Name, row.Id, new OrganizationChanged { Organization = state, EarlierTerms = { earlier.Select(term => term.ToProto()) } });
        work.Audit(state.Name, row.Id, state.ToByteArray());
    }
}
