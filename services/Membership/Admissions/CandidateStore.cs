using System.Text;
using System.Text.Json;
using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;

namespace DienBien.Platform.Membership.Admissions;

/// <summary>Reads and stores candidates, their steps and stages.</summary>
internal static class CandidateStore
{
    private const string SelectInScope = $$"""
        SELECT {{CandidateRow.Columns}} FROM candidates c JOIN organizations o ON o.id = c.organization_id WHERE c.id = @id AND {scope o.path}
        """;

    private const string SelectPerson = $"SELECT {PersonRow.Columns} FROM candidate_persons p WHERE p.candidate_id = @id";

    private const string SelectSteps = $"SELECT {StepRow.Columns} FROM candidate_steps s WHERE s.candidate_id = @id ORDER BY s.recorded_at, s.id";

    private const string Update = """
        UPDATE candidates SET organization_id = @OrganizationId, member_id = @MemberId, stage = @Stage, stage_since = @StageSince, version = @Version, update_time = @UpdateTime
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string UnderWay = "c.stage NOT IN ('WITHDRAWN', 'OFFICIAL', 'DELETION_PROPOSED', 'MEMBER_LEFT')";

    private const string SelectUnderWay = $"SELECT {CandidateRow.Columns} FROM candidates c WHERE c.organization_id = @id AND {UnderWay}";

    private const string CountUnderWay = $"SELECT COUNT(*) FROM candidates c WHERE c.organization_id = @id AND c.member_id IS NULL AND {UnderWay}";

    private const string SelectOfMembers = $"SELECT {CandidateRow.Columns} FROM candidates c WHERE c.member_id {{in ids}} AND {UnderWay}";

    private const string EndStage = "UPDATE candidate_stages SET valid_to = @day WHERE candidate_id = @id AND valid_to = @open";

    private const string SelectLeft = $"SELECT {CandidateRow.Columns} FROM candidates c WHERE c.member_id = @member AND c.stage = 'MEMBER_LEFT'";

    // A stage that began later than the membership ended ends before it begins: on no day did the case stand there.
    private const string CutStages = "UPDATE candidate_stages SET valid_to = @day, cut_by = @end, cut_from = valid_to WHERE candidate_id = @id AND valid_to > @day";

    private const string MendStages = "UPDATE candidate_stages SET valid_to = cut_from, cut_by = NULL, cut_from = NULL WHERE candidate_id = @id AND cut_by = @end";

    private const string DropStage = "UPDATE candidate_stages SET valid_to = valid_from WHERE candidate_id = @id AND valid_to = @open";

    private const string SelectStage = """
        SELECT s.organization_id, s.stage, COALESCE(s.stage_since, s.valid_from) AS stage_since FROM candidate_stages s WHERE s.candidate_id = @id AND s.valid_to = @open
        """;

    private const string Erase = """
        UPDATE candidate_persons SET full_name = NULL, sex = NULL, birth_date = NULL, ethnicity = NULL, schooling = NULL, areas = NULL, respected = NULL,
            occupation = NULL, erased_at = @now
        WHERE candidate_id = @id AND erased_at IS NULL
        """;

    /// <summary>The candidate of a name.</summary>
    /// <exception cref="Problem">NOT_FOUND if there is none in the scope.</exception>
    public static async Task<CandidateRow> RequireAsync(Session session, string name, Scope scope) =>
        await session.FindAsync<CandidateRow>(SelectInScope, new { id = ResourceName.Require("candidates", name) }, scope) ?? throw Problems.NotFound(name);

    public static Task<PersonRow> PersonAsync(Session session, string id) => session.SingleAsync<PersonRow>(SelectPerson, new { id });

    public static async Task<List<CandidateStep>> StepsAsync(Session session, string id) =>
        [.. (await session.QueryAsync<StepRow>(SelectSteps, new { id })).Select(row => row.ToProto())];

    public static async Task AddAsync(Work work, CandidateRow row, PersonRow person)
    {
        await work.InsertAsync("candidates", row);
        await work.InsertAsync("candidate_persons", person with { CandidateId = row.Id });
        await OpenStageAsync(work, row, row.StageSince);
        Publish(work, row);
    }

    /// <summary>Replaces the case's current facts; a stage or cell that changes begins a new interval.</summary>
    /// <exception cref="Problem">ABORTED with the current etag if another writer was first.</exception>
    public static async Task<CandidateRow> ReplaceAsync(Work work, CandidateRow before, CandidateRow after, DateOnly day)
    {
        var stored = await StoreAsync(work, before, after);
        if ((before.Stage, before.OrganizationId) != (after.Stage, after.OrganizationId))
        {
            await work.ExecuteAsync(EndStage, new { id = after.Id, day, open = DateOnly.MaxValue });
            await OpenStageAsync(work, stored, day);
        }

        if (before.OrganizationId != after.OrganizationId)
        {
            await DeadlineBook.HandOverAsync(work, after.Name, before.OrganizationId, after.OrganizationId, day);
        }

        return stored;
    }

    public static async Task<CandidateStep> AddStepAsync(Work work, CandidateRow candidate, CandidateStep step, DateOnly day)
    {
        var id = Ids.New();
        step.Name = $"{candidate.Name}/steps/{id}";
        await work.InsertAsync("candidate_steps", new StepRow
        {
            Id = id,
            CandidateId = candidate.Id,
            Kind = step.DetailCase.ToString(),
            HappenedOn = day,
            State = step.ToByteArray(),
            RecordedAt = work.Now,
        });
        work.Audit(step.Name, candidate.OrganizationId, step.ToByteArray());
        return step;
    }

    /// <summary>Lets a cell take over the candidates of another whose way is not at its end.</summary>
    public static async Task HandOverAsync(Work work, string organization, string successor, DateOnly day)
    {
        foreach (var row in await work.QueryAsync<CandidateRow>(SelectUnderWay, new { id = organization }))
        {
            await FollowAsync(work, row, successor, day);
        }
    }

    /// <summary>Lets the cases of members on probation follow them to another cell.</summary>
    public static async Task FollowAsync(Work work, IReadOnlyDictionary<string, string> organizations, DateOnly day)
    {
        var ids = JsonSerializer.Serialize(organizations.Keys);
        foreach (var row in await work.QueryAsync<CandidateRow>(SelectOfMembers, new { ids }))
        {
            await FollowAsync(work, row, organizations[row.MemberId!], day);
        }
    }

    /// <summary>Ends the case of a member whose membership has ended before it became official, in the organisation that was his last.</summary>
    public static async Task MemberLeftAsync(Work work, string member, string organization, string end, DateOnly day)
    {
        foreach (var row in await work.QueryAsync<CandidateRow>(SelectOfMembers, new { ids = JsonSerializer.Serialize(new[] { member }) }))
        {
            await work.ExecuteAsync(CutStages, new { id = row.Id, end, day });
            await ReplaceAsync(work, row, row with { OrganizationId = organization, Stage = EnumNames.Of(Candidate.Types.Stage.MemberLeft), StageSince = day }, day);
        }
    }

    /// <summary>Lets a case go on that <see cref="MemberLeftAsync"/> ended: the membership had not ended after all.</summary>
    public static async Task MemberReturnedAsync(Work work, string member, string end)
    {
        foreach (var row in await work.QueryAsync<CandidateRow>(SelectLeft, new { member }))
        {
            await work.ExecuteAsync(DropStage, new { id = row.Id, open = DateOnly.MaxValue });
            await work.ExecuteAsync(MendStages, new { id = row.Id, end });
            var stood = await work.SingleAsync<StageRow>(SelectStage, new { id = row.Id, open = DateOnly.MaxValue });
            await StoreAsync(work, row, row with { OrganizationId = stood.OrganizationId, Stage = stood.Stage, StageSince = stood.StageSince });
        }
    }

    /// <summary>How many candidates of an organisation are under way and no members yet.</summary>
    public static async Task<int> CountAsync(Session session, string organization) =>
        (int)await session.SingleAsync<long>(CountUnderWay, new { id = organization });

    /// <summary>Removes the person's values for good.</summary>
    public static async Task EraseAsync(Work work, CandidateRow row)
    {
        if (await work.ExecuteAsync(Erase, new { id = row.Id, now = work.Now }) > 0)
        {
            work.Audit(row.Name, row.OrganizationId, Encoding.ASCII.GetBytes(row.Id), "personal values removed");
        }
    }

    // An act of an earlier day changes nothing about the days on which the case stood elsewhere.
    private static Task<CandidateRow> FollowAsync(Work work, CandidateRow row, string organization, DateOnly day) =>
        ReplaceAsync(work, row, row with { OrganizationId = organization }, day < row.StageSince ? row.StageSince : day);

    private static async Task<CandidateRow> StoreAsync(Work work, CandidateRow before, CandidateRow after)
    {
        var stored = after with { Version = before.Version + 1, UpdateTime = work.Now };
        if (await work.ExecuteAsync(Update, stored) == 0)
        {
            throw Problems.EtagMismatch(Etags.Of(before.Version + 1));
        }

        Publish(work, stored);
        return stored;
    }

    private static Task OpenStageAsync(Work work, CandidateRow row, DateOnly day) => work.InsertAsync("candidate_stages", new StageRow
    {
        Id = Ids.New(),
        CandidateId = row.Id,
        OrganizationId = row.OrganizationId,
        Stage = row.Stage,
        StageSince = row.StageSince,
        ValidFrom = day,
        ValidTo = DateOnly.MaxValue,
        RecordedAt = work.Now,
    });

    private static void Publish(Work work, CandidateRow row)
    {
        work.Emit(row.Name, row.OrganizationId, row.ToEvent());
        work.Audit(row.Name, row.OrganizationId, Encoding.UTF8.GetBytes(row.ToString()));
    }

    private sealed record StageRow
    {
        public string Id { get; init; } = "";

        public string CandidateId { get; init; } = "";

        public string OrganizationId { get; init; } = "";

        public string Stage { get; init; } = "";

        public DateOnly StageSince { get; init; }

        public DateOnly ValidFrom { get; init; }

        public DateOnly ValidTo { get; init; }

        public DateTime RecordedAt { get; init; }
    }
}
