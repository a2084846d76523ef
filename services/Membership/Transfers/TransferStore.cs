using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;

namespace DienBien.Platform.Membership.Transfers;

/// <summary>Reads and stores transfers. Whoever sees either side sees the transfer.</summary>
internal static class TransferStore
{
    private const string SelectInScope = $$"""
        SELECT {{TransferRow.Columns}} FROM transfers t JOIN organizations f ON f.id = t.from_id LEFT JOIN organizations r ON r.id = t.to_id
        WHERE t.id = @id AND ({scope f.path} OR {scope r.path})
        """;

    private const string SelectHold = "SELECT h.member_id FROM member_holds h WHERE h.member_id = @id";

    private const string SelectRunning = "SELECT COUNT(*) FROM transfers t WHERE t.member_id = @id AND t.stage IN ('OPENED', 'INTRODUCED')";

    // A transfer for good is over when the member is taken in, a temporary one when he comes home.
    private const string SelectUnderWay = $"""
        SELECT {TransferRow.Columns} FROM transfers t
        WHERE t.member_id = @id AND (t.stage IN ('OPENED', 'INTRODUCED', 'RETURNED') OR (t.stage = 'ACCEPTED' AND t.kind <> 'OFFICIAL'))
        """;

    private const string SelectCut = $"SELECT {TransferRow.Columns} FROM transfers t WHERE t.member_id = @id AND t.stage = 'MEMBER_LEFT' AND t.cut_by = @end";

    private const string Update = """
        UPDATE transfers SET to_cell_id = @ToCellId, until_on = @UntilOn, stage = @Stage, stage_since = @StageSince, introduced_on = @IntroducedOn, fact_id = @FactId,
            cut_by = @CutBy, cut_stage = @CutStage, cut_since = @CutSince, version = @Version, update_time = @UpdateTime
        WHERE id = @Id AND version = @Version - 1
        """;

    /// <summary>The transfer of a name.</summary>
    /// <exception cref="Problem">NOT_FOUND if neither side lies in the scope.</exception>
    public static async Task<TransferRow> RequireAsync(Session session, string name, Scope scope) =>
        await session.FindAsync<TransferRow>(SelectInScope, new { id = ResourceName.Require("transfers", name) }, scope) ?? throw Problems.NotFound(name);

    public static async Task<bool> IsHeldAsync(Session session, string memberId) => await session.FindAsync<string>(SelectHold, new { id = memberId }) is not null;

    public static async Task<bool> IsRunningAsync(Session session, string memberId) => await session.SingleAsync<long>(SelectRunning, new { id = memberId }) > 0;

    public static async Task AddAsync(Work work, TransferRow row)
    {
        await work.InsertAsync("transfers", row);
        Publish(work, row);
    }

    /// <summary>Replaces the current facts and keeps the step that led to them.</summary>
    /// <exception cref="Problem">ABORTED with the current etag if another writer was first.</exception>
    public static async Task<TransferRow> ReplaceAsync(Work work, TransferRow before, TransferRow after, TransferStep step, DateOnly day)
    {
        var stored = await StoreAsync(work, before, after);
        await work.InsertAsync("transfer_steps", new StepRow { Id = Ids.New(), TransferId = after.Id, HappenedOn = day, State = step.ToByteArray(), RecordedAt = work.Now });
        return stored;
    }

    /// <summary>Ends what is under way of a member whose membership has ended, but for the transfer by which he left.</summary>
    public static async Task MemberLeftAsync(Work work, string memberId, string end, DateOnly day, string left)
    {
        foreach (var row in (await work.QueryAsync<TransferRow>(SelectUnderWay, new { id = memberId })).Where(row => row.Name != left))
        {
            await StoreAsync(work, row, row with { Stage = EnumNames.Of(Transfer.Types.Stage.MemberLeft), StageSince = day, CutBy = end, CutStage = row.Stage, CutSince = row.StageSince });
        }
    }

    /// <summary>Lets go on what <see cref="MemberLeftAsync"/> ended: the membership had not ended after all.</summary>
    public static async Task MemberReturnedAsync(Work work, string memberId, string end)
    {
        foreach (var row in await work.QueryAsync<TransferRow>(SelectCut, new { id = memberId, end }))
        {
            await StoreAsync(work, row, row with { Stage = row.CutStage!, StageSince = row.CutSince!.Value, CutBy = null, CutStage = null, CutSince = null });
        }
    }

    private static async Task<TransferRow> StoreAsync(Work work, TransferRow before, TransferRow after)
    {
        var stored = after with { Version = before.Version + 1, UpdateTime = work.Now };
        if (await work.ExecuteAsync(Update, stored) == 0)
        {
            throw Problems.EtagMismatch(Etags.Of(before.Version + 1));
        }

        Publish(work, stored);
        return stored;
    }

    private static void Publish(Work work, TransferRow row)
    {
        var state = row.ToProto();
        var change = new TransferChanged
        {
            Transfer = state.Name,
            Member = state.Member,
            FromOrganization = state.FromOrganization,
            ToOrganization = state.ToOrganization,
            Kind = state.Kind,
            Stage = state.Stage,
            StageSince = state.StageSince,
        };
        work.Emit(row.Name, row.FromId, change);
        if (row.ToId is { } receiver)
        {
            work.Emit(row.Name, receiver, change);
        }

        work.Audit(row.Name, row.FromId, state.ToByteArray());
    }

    private sealed record StepRow
    {
        public string Id { get; init; } = "";

        public string TransferId { get; init; } = "";

        public DateOnly HappenedOn { get; init; }

        public byte[] State { get; init; } = [];

        public DateTime RecordedAt { get; init; }
    }
}
