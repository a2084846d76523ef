using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>What is due in a cycle: its results by 31 December, then their report in January (R-REV-8). One of the two is open at a time.</summary>
internal static class ReviewDeadlines
{
    public static Task OpenResultsAsync(Work work, CycleRow row) => OpenAsync(work, row, "report", row.OpenedOn);

    public static async Task LockedAsync(Work work, CycleRow row, DateOnly day)
    {
        await DeadlineBook.CloseAsync(work, row.Name, day);
        await OpenAsync(work, row, "reportSent", day);
    }

    public static async Task ReopenedAsync(Work work, CycleRow row, DateOnly day)
    {
        await DeadlineBook.CancelAsync(work, row.Name, day);
        await OpenAsync(work, row, "report", day);
    }

    public static Task SentAsync(Work work, CycleRow row, DateOnly day) => DeadlineBook.CloseAsync(work, row.Name, day);

    // Both terms count in months from the last day of the year before, so that they end on the last day of a month.
    private static Task<DeadlineRow> OpenAsync(Work work, CycleRow row, string parameter, DateOnly stands) => DeadlineBook.OpenAsync(
        work, new Case(row.Name, row.OrganizationId), row.Policy.Version, parameter, "PREVIOUS_YEAR_END", new DateOnly(row.Year, 1, 1).AddDays(-1), stands);
}
