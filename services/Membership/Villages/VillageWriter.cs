using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;

namespace DienBien.Platform.Membership.Villages;

/// <summary>Stores villages, their heads and cells as dated facts, and puts them on the feed.</summary>
internal sealed partial class VillageWriter(Work work, TimeProvider clock)
{
    private const string SelectVersion = "SELECT version FROM villages WHERE id = @id";

    private const string Update = """
        UPDATE villages SET kind = @Kind, display_name = @DisplayName, folded_name = @FoldedName, border = @Border, remote = @Remote,
            version = @Version, update_time = @UpdateTime WHERE id = @Id AND version = @Version - 1
        """;

    private const string SupersedeHead = "UPDATE village_heads SET superseded_at = @now WHERE id = @id";

    /// <summary>Adds a village without heads or cells.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION if the commune was dissolved meanwhile.</exception>
    public async Task<VillageState> AddAsync(VillageRow row)
    {
        if (!await OrganizationStore.HoldAsync(work, row.CommuneId))
        {
            throw Problems.Precondition("parent", "ORGANIZATION_DISSOLVED");
        }

        var stored = row with { Id = Ids.New(), Version = 1, CreateTime = work.Now, UpdateTime = work.Now };
        await work.InsertAsync("villages", stored);
        return new VillageState(stored, [], []);
    }

    /// <summary>Records a head, unless it is known already or comes too early.</summary>
    public async Task<HeadVerdict> AppointAsync(VillageState village, string? memberId, string? name, DateOnly since, DateOnly? until = null)
    {
        var verdict = village.Judge(memberId, name, since, until);
        if (verdict != HeadVerdict.New)
        {
            return verdict;
        }

        if (village.Heads is [.., var latest])
        {
            await work.ExecuteAsync(SupersedeHead, new { id = latest.Id, now = work.Now });
            village.Heads.RemoveAt(village.Heads.Count - 1);
            if (since > latest.ValidFrom)
            {
                // The end of the term before is a new version of that fact; the open one stays readable.
                await StoreAsync(village, latest.MemberId, latest.NameId, latest.DisplayName, latest.ValidFrom, Earlier(latest.ValidTo, since.AddDays(-1)));
            }
        }

        var nameId = name is null ? null : Ids.New();
        if (nameId is not null)
        {
            await work.InsertAsync("head_names", new HeadName { Id = nameId, DisplayName = name! });
        }

        await StoreAsync(village, memberId, nameId, name, since, until);
        return HeadVerdict.New;
    }

    /// <summary>Stores a change as the next version and publishes it.</summary>
    public async Task<VillageState> ReplaceAsync(VillageState before, VillageState after)
    {
        var stored = after with { Row = after.Row with { Version = before.Row.Version + 1, UpdateTime = work.Now } };
        if (await work.ExecuteAsync(Update, stored.Row) == 0)
        {
            throw Problems.EtagMismatch(Etags.Of(await work.SingleAsync<long>(SelectVersion, new { id = before.Row.Id })));
        }

        await work.InsertAsync("villages_history", new HistoryRow { Id = before.Row.Id, Version = before.Row.Version, KnownFrom = before.Row.UpdateTime, KnownUntil = work.Now, State = before.ToProto(clock.Today(), names: false).ToByteArray() });
        Publish(stored);
        return stored;
    }

    public void Publish(VillageState village)
    {
        var state = village.ToProto(clock.Today(), names: false);
        work.Emit(state.Name, village.Row.CommuneId, new VillageChanged { Village = state });
        work.Audit(state.Name, village.Row.CommuneId, state.ToByteArray());
    }

    private static DateOnly Earlier(DateOnly? one, DateOnly other) => one is { } day && day < other ? day : other;

    private async Task StoreAsync(VillageState village, string? memberId, string? nameId, string? name, DateOnly from, DateOnly? to)
    {
        var row = new HeadRow { Id = Ids.New(), VillageId = village.Row.Id, MemberId = memberId, NameId = nameId, ValidFrom = from, ValidTo = to, RecordedAt = work.Now };
        await work.InsertAsync("village_heads", row);
        village.Heads.Add(new NamedHead { Id = row.Id, VillageId = row.VillageId, MemberId = memberId, NameId = nameId, DisplayName = name, ValidFrom = from, ValidTo = to });
    }

    private sealed record HeadName
    {
        public string Id { get; init; } = "";

        public string DisplayName { get; init; } = "";
    }
}
