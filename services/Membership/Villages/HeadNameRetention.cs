using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Hosting;
using DienBien.Platform.Shared.Policies;

namespace DienBien.Platform.Membership.Villages;

/// <summary>
/// Removes the names of village heads who are no members, some time after they left office. A name lives in one row
/// that all versions of the term point to, so nothing else has to be rewritten; the feed never carried it.
/// </summary>
internal sealed partial class HeadNameRetention(Database database, Commands commands, TimeProvider clock, ILogger<HeadNameRetention> logger) : Rounds(Period, clock, logger)
{
    private const string SelectTerms = """
        SELECT h.name_id, h.village_id, v.commune_id, h.valid_to, h.superseded_at
        FROM head_names n JOIN village_heads h ON h.name_id = n.id JOIN villages v ON v.id = h.village_id
        WHERE n.erased_at IS NULL
        """;

    private const string Erase = "UPDATE head_names SET display_name = NULL, erased_at = @now WHERE id = @id AND erased_at IS NULL";

    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    private static readonly Policy Policy = RegisterPolicies.All["personal-data"];

    private static readonly Caller Job = new("retention", "retention", []);

    /// <summary>Removes what is due today. Running it again the same day does nothing.</summary>
    /// <returns>How many names were removed.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        var today = Clock.Today();
        var months = Policy.OnOrFirst(today).Term("headNameKept").Count;
        var terms = await database.ReadAsync(session => session.QueryAsync<TermRow>(SelectTerms), cancellation);
        var due = terms.GroupBy(term => term.NameId).Where(name => LeftOn([.. name]) is { } left && Months.Add(left, months) <= today).Select(name => name.First()).ToList();
        foreach (var name in due)
        {
            await commands.RunAsync(Job, "/retention", work => EraseAsync(work, name), cancellation);
        }

        return due.Count;
    }

    protected override async Task RoundAsync(CancellationToken cancellation)
    {
        var removed = await RunOnceAsync(cancellation);
        Removed(logger, removed);
    }

    private static async Task<bool> EraseAsync(Work work, TermRow name)
    {
        // Another replica may have been first: then there is nothing to note either.
        if (await work.ExecuteAsync(Erase, new { id = name.NameId, now = work.Now }) == 0)
        {
            return false;
        }

        work.Audit(ResourceName.Village(name.VillageId), name.CommuneId, System.Text.Encoding.ASCII.GetBytes(name.NameId), "retention of a head's name");
        return true;
    }

    /// <summary>The last day in office by the current facts; of a name that was entered by mistake, the day it was corrected. Null while in office.</summary>
    private static DateOnly? LeftOn(List<TermRow> versions)
    {
        var current = versions.FindAll(term => term.SupersededAt is null);
        return current.Count == 0 ? VietnamTime.DateOf(versions.Max(term => term.SupersededAt)!.Value)
            : current.Exists(term => term.ValidTo is null) ? null
            : current.Max(term => term.ValidTo);
    }

    [LoggerMessage(EventId = 1, EventName = "HeadNamesRemoved", Level = LogLevel.Information, Message = "{Count} names of former village heads were removed.")]
    private static partial void Removed(ILogger logger, int count);

    private sealed record TermRow
    {
        public string NameId { get; init; } = "";

        public string VillageId { get; init; } = "";

        public string CommuneId { get; init; } = "";

        public DateOnly? ValidTo { get; init; }

        public DateTime? SupersededAt { get; init; }
    }
}
