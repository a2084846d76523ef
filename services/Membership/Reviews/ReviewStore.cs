using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>Reads and stores reviews with their texts; every version stays readable.</summary>
internal static class ReviewStore
{
    private const string SelectById = $$"""
        SELECT {{ReviewRow.Columns}} FROM reviews r JOIN organizations o ON o.id = r.organization_id WHERE r.id = @id AND r.cycle_id = @cycleId AND {scope o.path}
        """;

    private const string SelectBySubject = $"SELECT {ReviewRow.Columns} FROM reviews r WHERE r.cycle_id = @cycleId AND r.subject_id = @subjectId";

    private const string Update = """
        UPDATE reviews SET organization_id = @OrganizationId, unit_id = @UnitId, task_group = @TaskGroup, state = @State, filed_on = @FiledOn, text_hash = @TextHash,
            evidence_count = @EvidenceCount, general_tenths = @GeneralTenths, task_tenths = @TaskTenths, fact_tenths = @FactTenths, assigned = @Assigned,
            done = @Done, on_time = @OnTime, beyond = @Beyond, verified_on = @VerifiedOn, verified_general = @VerifiedGeneral, verified_task = @VerifiedTask,
            disciplined = @Disciplined, level = @Level, decided_on = @DecidedOn, in_favour = @InFavour, voters = @Voters,
            version = @Version, update_time = @UpdateTime
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string UpdateTexts = "UPDATE review_texts SET self_text = @SelfText, evidence = @Evidence, opinion = @Opinion, note = @Note WHERE id = @Id";

    /// <summary>A review whose organisation lies in the scope.</summary>
    /// <exception cref="Problem">NOT_FOUND if there is none.</exception>
    public static async Task<ReviewRow> RequireAsync(Session session, string name, Scope scope)
    {
        var (cycleId, id) = ReviewNames.RequireReview(name);
        return await session.FindAsync<ReviewRow>(SelectById, new { id, cycleId }, scope) ?? throw Problems.NotFound(name);
    }

    /// <summary>The review of a subject that was looked up in the scope.</summary>
    public static Task<ReviewRow?> OfSubjectAsync(Session session, string cycleId, string subjectId) => session.FindAsync<ReviewRow>(SelectBySubject, new { cycleId, subjectId });

    public static Task<TextRow> TextsAsync(Session session, string id) => session.SingleAsync<TextRow>(TextRow.Select, new { id });

    public static async Task<Review> AddAsync(Work work, ReviewRow row, TextRow texts, ReviewPolicy policy)
    {
        await work.InsertAsync("reviews", row);
        await work.InsertAsync("review_texts", texts);
        return Publish(work, row, texts, policy);
    }

    public static async Task<Review> ReplaceAsync(Work work, ReviewRow before, ReviewRow after, Func<TextRow, TextRow> write, ReviewPolicy policy)
    {
        var stored = after with { Version = before.Version + 1, UpdateTime = work.Now };
        if (await work.ExecuteAsync(Update, stored) == 0)
        {
            throw Problems.EtagMismatch(Etags.Of(before.Version));
        }

        var texts = await TextsAsync(work, before.Id);
        await work.InsertAsync("reviews_history", new HistoryRow { Id = before.Id, Version = before.Version, KnownFrom = before.UpdateTime, KnownUntil = work.Now, State = before.ToProto(texts, policy).ToByteArray() });
        var written = write(texts);
        await work.ExecuteAsync(UpdateTexts, written);
        return Publish(work, stored, written, policy);
    }

    private static Review Publish(Work work, ReviewRow row, TextRow texts, ReviewPolicy policy)
    {
        var review = row.ToProto(texts, policy);
        work.Emit(row.Name, row.OrganizationId, row.ToEvent());
        work.Audit(row.Name, row.OrganizationId, review.ToByteArray());
        return review;
    }
}
