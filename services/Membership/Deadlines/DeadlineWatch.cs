using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Hosting;

namespace DienBien.Platform.Membership.Deadlines;

/// <summary>
/// Says on the feed what has fallen due or overdue, once each, and closes what has lapsed. The mark on the row and the event are one transaction,
/// so that neither a crash nor a second replica says it twice, and a day on which nobody ran is made up for.
/// </summary>
internal sealed partial class DeadlineWatch(Database database, Commands commands, TimeProvider clock, ILogger<DeadlineWatch> logger) : Rounds(Period, clock, logger)
{
    private const int BatchSize = 500;

    private const int DueNotice = 1;

    private const int OverdueNotice = 2;

    private const string SelectReached = $$"""
        SELECT {{DeadlineRow.Columns}} FROM deadlines d
        WHERE d.outcome = 'OPEN' AND ((d.notice = 0 AND d.due_on <= @today) OR (d.notice = 1 AND d.due_on < @today)) ORDER BY d.notice, d.due_on {page}
        """;

    private const string Mark = "UPDATE deadlines SET notice = @notice WHERE id = @id AND notice = @before AND outcome = 'OPEN'";

    private const string Lapse = "UPDATE deadlines SET closed_on = @day, outcome = @outcome WHERE id = @id AND outcome = 'OPEN'";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private static readonly Caller Job = new("deadlines", "deadlines", []);

    /// <summary>Announces what has fallen due by now.</summary>
    /// <returns>How many announcements were made.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        var announced = 0;
        while (true)
        {
            var today = Clock.Today();
            var rows = await database.ReadAsync(session => session.QueryAsync<DeadlineRow>(SelectReached, new { today, take = BatchSize }), cancellation);
            if (rows.Count == 0)
            {
                return announced;
            }

            announced += await commands.RunAsync(Job, "/deadlines", work => AnnounceAsync(work, rows, today), cancellation);
        }
    }

    protected override async Task RoundAsync(CancellationToken cancellation)
    {
        var announced = await RunOnceAsync(cancellation);
        Announced(logger, announced);
    }

    private static async Task<int> AnnounceAsync(Work work, IReadOnlyList<DeadlineRow> rows, DateOnly today)
    {
        var announced = 0;
        foreach (var row in rows)
        {
            if (row.Lapses && row.DueOn < today)
            {
                await work.ExecuteAsync(Lapse, new { id = row.Id, day = row.DueOn.AddDays(1), outcome = DeadlineRow.Lapsed });
                continue;
            }

            var notice = row.DueOn < today ? OverdueNotice : DueNotice;
            // It may have been met, or another replica been first, since it was read.
            if (await work.ExecuteAsync(Mark, new { id = row.Id, notice, before = row.Notice }) == 1)
            {
                work.Emit(row.Name, row.OrganizationId, new DeadlineReached { Deadline = row.ToProto(today) });
                announced++;
            }
        }

        return announced;
    }

    [LoggerMessage(EventId = 1, EventName = "DeadlinesAnnounced", Level = LogLevel.Debug, Message = "{Count} deadlines have fallen due or overdue.")]
    private static partial void Announced(ILogger logger, int count);

}
