using DienBien.Feed.V1;
using DienBien.Membership.V1;
using Grpc.Core;
using State = DienBien.Membership.V1.Deadline.Types.State;

namespace DienBien.Platform.Tests.Year;

/// <summary>What is under way and what is due.</summary>
internal static class CaseViews
{
    public static IEnumerable<View> All =>
    [
        new View("candidates", Reach.Now, (truth, at) => Candidates(truth, at, Truth.Forever), (world, at) => CandidatesAsync(world, at, Truth.Forever)),
        new View("board", Reach.Day, Board, BoardAsync),
        new View("board by sector", Reach.Day, BoardBySector, BoardBySectorAsync),
        new View("transfers", Reach.Now, (truth, at) => Transfers(truth, "NT"), (world, _) => TransfersAsync(world, "NT")),
        new View("transfers of the neighbour", Reach.Now, (truth, at) => Transfers(truth, "MP"), (world, _) => TransfersAsync(world, "MP")) { InCommune = false },
        new View("deadlines", Reach.Day, (truth, at) => Dues(truth, "NT", at), (world, at) => DuesAsync(world, "NT", at)),
        new View("deadlines of the neighbour", Reach.Day, (truth, at) => Dues(truth, "MP", at), (world, at) => DuesAsync(world, "MP", at)) { InCommune = false },
        new View("deadlines by organisation", Reach.Day, ByUnit, ByUnitAsync),
        new View("deadlines by member", Reach.Day, ByMember, ByMemberAsync) { InCommune = false },
        new View("overdue", Reach.Day, (truth, at) => Dues(truth, "NT", at).Where(line => line.EndsWith("Overdue", StringComparison.Ordinal)), (world, at) => DuesAsync(world, "NT", at, overdue: true)),
        new View("deadlines of each case", Reach.Now, OfCases, OfCasesAsync) { InCommune = false },
        new View("stuck candidates", Reach.Now, (truth, at) => Candidates(truth, at, at.Day.AddDays(-60)), (world, at) => CandidatesAsync(world, at, at.Day.AddDays(-60))),
        new View("announcements", Reach.Now, Announced, AnnouncedAsync) { InCommune = false },
    ];

    private static IEnumerable<string> Candidates(Truth truth, Moment at, DateOnly stuck)
    {
        var units = truth.Below("NT");
        foreach (var (key, applicant) in truth.Applicants.Where(entry => entry.Value.On(at.Day).Cell is { } cell && units.Contains(cell) && entry.Value.StageSince(at.Day) <= stuck))
        {
            var (stage, cell, _) = applicant.On(at.Day);
            yield return $"{key} {cell} {stage} since {Truth.Text(applicant.StageSince(at.Day))} by {applicant.Policy}";
        }
    }

    private static async Task<IEnumerable<string>> CandidatesAsync(YearWorld world, Moment at, DateOnly stuck)
    {
        var found = await View.PagesAsync(async token =>
        {
            var page = await world.Candidates.ListCandidatesAsync(new ListCandidatesRequest { Parent = world.Names["NT"], StuckSince = Truth.Text(stuck), PageSize = 3, PageToken = token }, world.Board);
            return (page.Candidates, page.NextPageToken);
        });
        return found.Select(c => $"{world.Names.Of(c.Name)} {world.Names.Of(c.Organization)} {c.Stage} since {c.StageSince} by {c.PolicyVersion}");
    }

    private static IEnumerable<string> Board(Truth truth, Moment at)
    {
        var units = truth.Below("NT");
        return truth.Applicants.Where(entry => entry.Value.On(at.Day).Cell is { } cell && units.Contains(cell)).GroupBy(entry => entry.Value.On(at.Day).Stage).Select(stage =>
        {
            var late = stage.Count(entry => truth.Dues.Exists(due => due.Case == entry.Key && due.Stands(at.Day) && due.On < at.Day));
            return $"{stage.Key}: {stage.Count()} since {Truth.Text(stage.Min(entry => entry.Value.StageSince(at.Day)))}, {late} overdue";
        });
    }

    private static async Task<IEnumerable<string>> BoardAsync(YearWorld world, Moment at)
    {
        var board = await world.Candidates.GetAdmissionBoardAsync(new GetAdmissionBoardRequest { Parent = world.Names["NT"], AsOf = at.AsOf }, world.Board);
        return board.Cells.Select(cell => $"{cell.Stage}: {cell.Count} since {cell.OldestSince}, {cell.Overdue} overdue");
    }

    private static IEnumerable<string> BoardBySector(Truth truth, Moment at)
    {
        var units = truth.Below("NT");
        return truth.Applicants.Values.Select(applicant => applicant.On(at.Day)).Where(step => step.Cell is { } cell && units.Contains(cell))
            .GroupBy(step => (truth.Units[step.Cell].Sector, step.Stage)).Select(cell => $"{cell.Key.Sector} {cell.Key.Stage}: {cell.Count()}");
    }

    private static async Task<IEnumerable<string>> BoardBySectorAsync(YearWorld world, Moment at)
    {
        var board = await world.Candidates.GetAdmissionBoardAsync(new GetAdmissionBoardRequest { Parent = world.Names["NT"], AsOf = at.AsOf, GroupBy = "sector" }, world.Board);
        return board.Cells.Select(cell => $"{(cell.Group == "SCHOOL" ? Organization.Types.Sector.School : Organization.Types.Sector.Village)} {cell.Stage}: {cell.Count}");
    }

    private static IEnumerable<string> Transfers(Truth truth, string commune)
    {
        var units = truth.Below(commune);
        return truth.Leavings.Where(entry => units.Contains(entry.Value.From) || units.Contains(entry.Value.To))
            .Select(entry => $"{entry.Key}: {entry.Value.Member} from {entry.Value.From} to {entry.Value.To} {entry.Value.Cell} {entry.Value.Stage} since {Truth.Text(entry.Value.Since)} by {entry.Value.Policy}");
    }

    private static async Task<IEnumerable<string>> TransfersAsync(YearWorld world, string commune)
    {
        var found = await View.PagesAsync(async token =>
        {
            var page = await world.Transfers.ListTransfersAsync(new ListTransfersRequest { Parent = world.Names[commune], PageSize = 2, PageToken = token }, world.Board);
            return (page.Transfers, page.NextPageToken);
        });
        string Of(string name) => world.Names.Of(name);
        return found.Select(t => $"{Of(t.Name)}: {Of(t.Member)} from {Of(t.FromOrganization)} to {Of(t.ToOrganization)} {Of(t.ToCell)} {t.Stage} since {t.StageSince} by {t.PolicyVersion}");
    }

    private static IEnumerable<string> Dues(Truth truth, string top, Moment at)
    {
        var units = truth.Below(top);
        return truth.Dues.Where(due => due.Stands(at.Day) && units.Contains(due.UnitOn(at.Day)))
            .Select(due => $"{due.Case} {due.Rule} due {Truth.Text(due.On)} at {due.UnitOn(at.Day)} by {due.Policy} {StateOf(due, at.Day)}");
    }

    private static State StateOf(Due due, DateOnly day) => due.On < day ? State.Overdue : due.On == day ? State.Due : State.Upcoming;

    private static async Task<IEnumerable<string>> DuesAsync(YearWorld world, string top, Moment at, bool overdue = false)
    {
        var found = await View.PagesAsync(async token =>
        {
            var page = await world.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Parent = world.Names[top], AsOf = at.AsOf, Overdue = overdue, PageSize = 5, PageToken = token }, world.Board);
            return (page.Deadlines, page.NextPageToken);
        });
        return found.Select(due => $"{CaseOf(world, due)} {due.Rule} due {due.DueDate} at {world.Names.Of(due.Organization)} by {due.PolicyVersion} {due.State}");
    }

    private static IEnumerable<string> ByUnit(Truth truth, Moment at) => truth.Below("NT").SelectMany(key => Dues(truth, key, at).Select(line => $"{key}: {line}"));

    private static async Task<IEnumerable<string>> ByUnitAsync(YearWorld world, Moment at)
    {
        var lines = new List<string>();
        foreach (var key in world.Names.Units("NT"))
        {
            lines.AddRange((await DuesAsync(world, key, at)).Select(line => $"{key}: {line}"));
        }

        return lines;
    }

    private static IEnumerable<string> ByMember(Truth truth, Moment at) => truth.Dues.Where(due => due.Stands(at.Day) && truth.MemberOf(due).Length > 0)
        .Select(due => $"{truth.MemberOf(due)}: {due.Case} {due.Rule} {Truth.Text(due.On)} {StateOf(due, at.Day)}");

    private static async Task<IEnumerable<string>> ByMemberAsync(YearWorld world, Moment at)
    {
        var lines = new List<string>();
        foreach (var key in MemberViews.Watched.Where(world.Names.Knows))
        {
            var list = await world.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Member = world.Names[key], AsOf = at.AsOf }, world.Board);
            lines.AddRange(list.Deadlines.Select(due => $"{world.Names.Of(due.Member)}: {CaseOf(world, due)} {due.Rule} {due.DueDate} {due.State}"));
        }

        return lines;
    }

    /// <summary>All that was ever due in a case of the commune, with what became of it.</summary>
    private static IEnumerable<string> OfCases(Truth truth, Moment at) => truth.Dues.Where(due => truth.Applicants.ContainsKey(due.Case) || truth.Leavings.ContainsKey(due.Case)).Select(due =>
        $"{due.Case} {due.Rule} due {Truth.Text(due.On)} at {due.Turns[^1].Unit} {(due.Closed == Truth.Forever ? StateOf(due, at.Day) : !due.Happened ? State.Cancelled : due.Closed <= due.On ? State.Met : State.MetLate)} {Truth.Text(due.Closed)}");

    private static async Task<IEnumerable<string>> OfCasesAsync(YearWorld world, Moment at)
    {
        var lines = new List<string>();
        foreach (var name in world.Names.Cases())
        {
            var list = await world.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Case = name, PageSize = 1_000 }, world.Board);
            lines.AddRange(list.Deadlines.Select(due => $"{CaseOf(world, due)} {due.Rule} due {due.DueDate} at {world.Names.Of(due.Organization)} {due.State} {due.ClosedOn}"));
        }

        return lines;
    }

    /// <summary>Every morning it is told what is due that day and what has become overdue, each once.</summary>
    private static IEnumerable<string> Announced(Truth truth, Moment at)
    {
        foreach (var due in truth.Dues)
        {
            // What was recorded in the course of a day is seen the morning after.
            var first = due.On > due.Known ? due.On : due.Known.AddDays(1);
            var last = due.ClosedKnown < at.Day ? due.ClosedKnown : at.Day;
            if (first <= last && first == due.On)
            {
                yield return $"{due.Case} {due.Rule} {Truth.Text(due.On)} {State.Due}";
            }

            if (!due.Lapses && (first > due.On ? first : due.On.AddDays(1)) <= last)
            {
                yield return $"{due.Case} {due.Rule} {Truth.Text(due.On)} {State.Overdue}";
            }
        }
    }

    private static async Task<IEnumerable<string>> AnnouncedAsync(YearWorld world, Moment at)
    {
        var lines = new List<string>();
        using var call = world.Feed.Subscribe(new SubscribeRequest { UntilHead = true, MaxBatchSize = 5_000 }, world.Board);
        await foreach (var batch in call.ResponseStream.ReadAllAsync())
        {
            lines.AddRange(batch.Events.Where(change => change.Type.EndsWith("DeadlineReached", StringComparison.Ordinal)).Select(change => DeadlineReached.Parser.ParseFrom(change.Data).Deadline)
                .Select(due => $"{CaseOf(world, due)} {due.Rule} {due.DueDate} {due.State}"));
        }

        return lines;
    }

    private static string CaseOf(YearWorld world, Deadline due)
    {
        // A case is named by its first two parts; what follows is a part of it.
        var parts = due.Case.Split('/', 3);
        return world.Names.Of($"{parts[0]}/{parts[1]}") + (parts.Length == 3 ? "/" + parts[2] : "");
    }
}
