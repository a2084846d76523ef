using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Hosting;
using Microsoft.Extensions.Logging;

namespace DienBien.Platform.Shared.Data;

/// <summary>
/// Removes the answers kept for repeated requests once nobody repeats them any more: they hold whatever their RPCs
/// answered, names too. A request that comes later still is a new one.
/// </summary>
internal sealed partial class AnswerRetention(Commands commands, TimeProvider clock, ILogger<AnswerRetention> logger) : Rounds(Period, clock, logger)
{
    // Other writers wait for a batch.
    private const int BatchSize = 500;

    private const string SelectLast = """
        SELECT MAX(a.recorded_at) FROM (SELECT i.recorded_at FROM idempotency i WHERE i.recorded_at < @before ORDER BY i.recorded_at {page}) a
        HAVING COUNT(*) > 0
        """;

    private const string Delete = "DELETE FROM idempotency WHERE recorded_at <= @last";

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    // No regulation sets it. A lost answer is asked for again within minutes, but a device that took a meeting down
    // without a network sends it when it is back in reach, which in remote villages takes days.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private static readonly Caller Job = new("retention", "retention", []);

    /// <summary>Removes what is due, batch by batch.</summary>
    /// <returns>How many answers were removed.</returns>
    internal async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        var before = Clock.GetUtcNow().UtcDateTime - Kept;
        for (var all = 0; ;)
        {
            var removed = await commands.RunAsync(Job, "/retention", work => RemoveAsync(work, before), cancellation).ConfigureAwait(false);
            if (removed == 0)
            {
                return all;
            }

            all += removed;
        }
    }

    /// <inheritdoc/>
    protected override async Task RoundAsync(CancellationToken cancellation)
    {
        if (await RunOnceAsync(cancellation).ConfigureAwait(false) is > 0 and var removed)
        {
            Removed(logger, removed);
        }
    }

    private static async Task<int> RemoveAsync(Work work, DateTime before) =>
        await work.FindAsync<DateTime?>(SelectLast, new { before, take = BatchSize }).ConfigureAwait(false) is { } last
            ? await work.ExecuteAsync(Delete, new { last }).ConfigureAwait(false)
            : 0;

    [LoggerMessage(EventId = 1, EventName = "AnswersRemoved", Level = LogLevel.Information, Message = "{Count} answers kept for repeated requests were removed.")]
    private static partial void Removed(ILogger logger, int count);
}
