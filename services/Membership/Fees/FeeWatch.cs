using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Hosting;
using System.Text;
using System.Text.Json;

namespace DienBien.Platform.Membership.Fees;

/// <summary>
/// Opens proposals where the fees of enough months in a calendar year are unpaid (R-DEL-1). Each month that is over has
/// one round through all payers, some hundred a transaction; how far it came stands beside what it opened, so that
/// neither a crash nor a second replica opens a proposal twice.
/// </summary>
internal sealed partial class FeeWatch(Commands commands, TimeProvider clock, ILogger<FeeWatch> logger) : Rounds(Period, clock, logger)
{
    private const int BatchSize = 500;

    private const string SelectRound = "SELECT r.month, r.path, r.member_id, r.finished FROM fee_rounds r WHERE r.month = @month";

    private const string Advance = """
        UPDATE fee_rounds SET path = @path, member_id = @member, finished = @finished
        WHERE month = @month AND path = @pathBefore AND member_id = @memberBefore AND finished = 0
        """;

    private const string SelectOpened = "SELECT d.member_id FROM deletion_proposals d WHERE d.member_id {in ids} AND d.ground = 'FEES_UNPAID' AND d.year = @year";

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private static readonly Caller Job = new("fees", "fees", []);

    /// <summary>Opens what is to be opened by now.</summary>
    /// <returns>How many proposals were opened.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        var (opened, today) = (0, Clock.Today());
        foreach (var month in Rounds(today))
        {
            while (true)
            {
                var (more, count) = await commands.RunAsync(Job, "/fees", work => BatchAsync(work, month, today), cancellation);
                opened += count;
                if (!more)
                {
                    break;
                }
            }
        }

        return opened;
    }

    /// <summary>The latest month whose time for lists is over, and the last December, whose round may have been missed.</summary>
    internal static IEnumerable<DateOnly> Rounds(DateOnly today)
    {
        var month = FeeMonths.Holding(today).AddMonths(-1);
        if (month >= FeePolicy.FirstMonth && today < month.AddMonths(1).AddDays(FeePolicy.In(month).Version.Term("proposalAfter").Count))
        {
            month = month.AddMonths(-1);
        }

        return new[] { new DateOnly(month.Year - 1, 12, 1), month }.Where(m => m >= FeePolicy.FirstMonth);
    }

    protected override async Task RoundAsync(CancellationToken cancellation)
    {
        var opened = await RunOnceAsync(cancellation);
        Opened(logger, opened);
    }

    private static async Task<(bool More, int Opened)> BatchAsync(Work work, DateOnly month, DateOnly today)
    {
        var round = await work.FindAsync<FeeRoundRow>(SelectRound, new { month });
        if (round is null)
        {
            await work.InsertAsync("fee_rounds", round = new FeeRoundRow { Month = month });
        }

        if (round.Finished)
        {
            return (false, 0);
        }

        var payers = await FeeBook.PayersAsync(work, From(round.Path), month, round.Path, round.MemberId, BatchSize);
        var after = payers.Count == 0 ? round with { Finished = true } : round with { Path = payers[^1].Path, MemberId = payers[^1].MemberId, Finished = payers.Count < BatchSize };
        if (await work.ExecuteAsync(Advance, new { path = after.Path, member = after.MemberId, finished = after.Finished, month, pathBefore = round.Path, memberBefore = round.MemberId }) == 0)
        {
            // Another replica did this batch.
            return (true, 0);
        }

        var rows = await ProposalsAsync(work, payers, month, today);
        await work.InsertAsync<DeletionProposalRow>("deletion_proposals", rows);
        foreach (var row in rows)
        {
            work.Emit(row.Name, row.OrganizationId, new DeletionProposalOpened { DeletionProposal = row.Name, Member = ResourceName.Member(row.MemberId), Organization = ResourceName.Organization(row.OrganizationId), Year = row.Year });
            work.Audit(row.Name, row.OrganizationId, Encoding.UTF8.GetBytes(row.ToString()));
        }

        return (!after.Finished, rows.Count);
    }

    // All that stands behind a path in the order of the tree; paths are made of digits and dots.
    private static Scope From(string path) => new([new PathRange(path, "~")]);

    private static async Task<List<DeletionProposalRow>> ProposalsAsync(Work work, IReadOnlyList<PayerRow> payers, DateOnly month, DateOnly today)
    {
        var policy = FeePolicy.In(month);
        var found = (await FeeBook.SheetsAsync(work, payers, month, today))
            .Select(sheet => (sheet.Payer, Months: FeeSheet.Proposed(policy, sheet.UnpaidUpTo(month)))).Where(entry => entry.Months.Count > 0).ToList();
        var opened = found.Count == 0 ? [] : await work.QueryAsync<string>(SelectOpened, new { ids = JsonSerializer.Serialize(found.Select(entry => entry.Payer.MemberId)), year = month.Year });
        return [.. found.Where(entry => !opened.Contains(entry.Payer.MemberId)).Select(entry => new DeletionProposalRow
        {
            Id = Ids.New(),
            MemberId = entry.Payer.MemberId,
            OrganizationId = entry.Payer.OrganizationId,
            Year = month.Year,
            Months = string.Join(' ', entry.Months.Select(FeeMonths.Of)),
            OpenedOn = today,
            PolicyVersion = policy.Version.Version,
            RuleId = policy.Version["unpaidMonths"].Rule,
            Clause = policy.Version["unpaidMonths"].Clause,
            RecordedAt = work.Now,
        })];
    }

    [LoggerMessage(EventId = 1, EventName = "DeletionProposalsOpened", Level = LogLevel.Debug, Message = "{Count} proposals to delete a member's name were opened.")]
    private static partial void Opened(ILogger logger, int count);

    private sealed record FeeRoundRow
    {
        public DateOnly Month { get; init; }

        public string Path { get; init; } = "";

        public string MemberId { get; init; } = "";

        public bool Finished { get; init; }
    }
}
