using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>Reads cycles, and stores each change of state as a step that stays on record.</summary>
internal static class CycleStore
{
    private const string SelectById = $$"""
        SELECT {{CycleRow.Columns}} FROM review_cycles c JOIN organizations o ON o.id = c.organization_id WHERE c.id = @id AND {scope o.path}
        """;

    private const string Update = """
        UPDATE review_cycles SET state = @State, locked_on = @LockedOn, report_sent_on = @ReportSentOn, version = @Version, update_time = @UpdateTime
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string Hold = "UPDATE review_cycles SET version = version WHERE id = @id AND (@state = '' OR state = @state)";

    /// <summary>A cycle that lies in the scope as a whole.</summary>
    /// <exception cref="Problem">NOT_FOUND if there is none.</exception>
    public static async Task<CycleRow> RequireWholeAsync(Session session, string name, Scope scope) =>
        await session.FindAsync<CycleRow>(SelectById, new { id = ReviewNames.RequireCycle(name) }, scope) ?? throw Problems.NotFound(name);

    /// <summary>A cycle of which some part lies in the scope.</summary>
    /// <exception cref="Problem">NOT_FOUND if there is none.</exception>
    public static Task<CycleRow> RequireAsync(Session session, string name, Scope scope) => RequireWholeAsync(session, name, Around(scope));

    /// <summary>The scope with the places above it, each alone: a cycle up there covers what lies in the scope.</summary>
    public static Scope Around(Scope scope) => new([
        .. scope.Ranges,
        .. scope.Ranges.SelectMany(range => Ancestry.Above(range.From)).Distinct().Select(path => new PathRange(path, path + ".")),
    ]);

    public static async Task<ReviewCycle> ReadAsync(Session session, CycleRow row) => row.ToProto(await session.QueryAsync<StepRow>(StepRow.Select, new { id = row.Id }));

    /// <summary>
    /// A cycle that lies in the scope as a whole, kept for this transaction: what is filed in it and its next step wait for
    /// each other, and what is read of it from here on is what stands.
    /// </summary>
    /// <exception cref="Problem">NOT_FOUND if there is none.</exception>
    public static async Task<CycleRow> TakeAsync(Work work, string name, Scope scope)
    {
        var seen = await RequireWholeAsync(work, name, scope);
        await work.ExecuteAsync(Hold, new { id = seen.Id, state = "" });
        return await RequireWholeAsync(work, name, scope);
    }

    /// <summary>Keeps a cycle in its state until the transaction ends.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION if it stands elsewhere.</exception>
    public static async Task HoldAsync(Work work, CycleRow row, State state)
    {
        var name = EnumNames.Of(state);
        if (row.State != name || await work.ExecuteAsync(Hold, new { id = row.Id, state = name }) == 0)
        {
            throw Problems.Precondition("name", "REVIEW_CYCLE_STATE", "R-REV-6", new Dictionary<string, string> { ["state"] = row.State, ["needed"] = name });
        }
    }

    public static async Task<ReviewCycle> AddAsync(Work work, CycleRow row)
    {
        await work.InsertAsync("review_cycles", row);
        return await RecordAsync(work, row, "", "", []);
    }

    /// <summary>Stores the next version of a cycle; a change of state becomes a step.</summary>
    public static async Task<ReviewCycle> ReplaceAsync(Work work, CycleRow before, CycleRow after, string reason = "", IReadOnlyList<ReviewCap>? caps = null)
    {
        var stored = after with { Version = before.Version + 1, UpdateTime = work.Now };
        if (await work.ExecuteAsync(Update, stored) == 0)
        {
            throw Problems.EtagMismatch(Etags.Of(before.Version));
        }

        return await RecordAsync(work, stored, before.State, reason, caps ?? []);
    }

    private static async Task<ReviewCycle> RecordAsync(Work work, CycleRow row, string from, string reason, IReadOnlyList<ReviewCap> caps)
    {
        if (row.State != from)
        {
            await work.InsertAsync("review_cycle_steps", new StepRow { CycleId = row.Id, Version = row.Version, FromState = from, ToState = row.State, Reason = reason, RecordedAt = work.Now });
        }

        var cycle = await ReadAsync(work, row);
        // The reason is free text: it is kept with the step and hashed into the audit log, but never sent out.
        work.Emit(row.Name, row.OrganizationId, new ReviewCycleChanged { ReviewCycle = row.ToProto(), From = CycleRow.StateOf(from), Caps = { caps } });
        work.Audit(row.Name, row.OrganizationId, cycle.ToByteArray());
        return cycle;
    }
}
