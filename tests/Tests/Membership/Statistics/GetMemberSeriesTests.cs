using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Statistics;

[Collection(SharedRegister.Name)]
public sealed class GetMemberSeriesTests(RegisterFixture register)
{
    private const string Before = "2024-05-31";

    private const string After = "2024-06-30";

    [Fact]
    [Rule("R-IND-10")]
    public async Task After_a_merger_the_successor_shows_both_series_and_neither_alters_the_past()
    {
        var commune = await register.CommuneAsync();
        var (source, successor) = (await CellAsync(commune, 2), await CellAsync(commune, 1));
        var reported = await SeriesAsync(successor.Name);
        await register.Acts.MergeOrganizationsAsync(RegisterFixture.Merger(commune, successor, source), register.Board);
        Assert.Equal("1/1 1/1", reported);
        Assert.Equal("1/3 3/3", await SeriesAsync(successor.Name));
        Assert.Equal("2/0 0/0", await SeriesAsync(source.Name));
        Assert.Equal("3/3 3/3", await SeriesAsync(commune.Name));
        Assert.Equal(3, await register.HoldersOnAsync(successor.Name, Before, Basis.Rebuilt));
        Assert.Equal(0, await register.HoldersOnAsync(source.Name, Before, Basis.Rebuilt));
    }

    [Fact]
    [Rule("R-IND-10")]
    public async Task A_chain_of_mergers_ends_with_the_last_successor()
    {
        var commune = await register.CommuneAsync();
        var cells = new[] { await CellAsync(commune, 1), await CellAsync(commune, 1), await CellAsync(commune, 1) };
        await register.Acts.MergeOrganizationsAsync(new MergeOrganizationsRequest(RegisterFixture.Merger(commune, cells[1], cells[0])) { EffectiveOn = "2023-02-01" }, register.Board);
        await register.Acts.MergeOrganizationsAsync(RegisterFixture.Merger(commune, cells[2], cells[1]), register.Board);
        Assert.Equal("1/3 3/3", await SeriesAsync(cells[2].Name));
        Assert.Equal("2/0 0/0", await SeriesAsync(cells[1].Name));
        var years = await register.Statistics.GetMemberSeriesAsync(new GetMemberSeriesRequest { Parent = cells[1].Name, From = "2022-05-05", To = "2024-01-01", Grain = GetMemberSeriesRequest.Types.Grain.Year }, register.Board);
        Assert.Equal(["2022-12-31 1/0", "2023-12-31 2/0", "2024-12-31 0/0"], years.Points.Select(point => $"{point.AsOf} {point.Original.Total}/{point.Rebuilt.Total}"));
    }

    [Fact]
    public async Task A_cell_that_was_moved_counts_where_it_stood_or_where_it_stands()
    {
        var (left, entered) = (await register.CommuneAsync(), await register.CommuneAsync());
        var (moved, _) = (await CellAsync(left, 2), await CellAsync(left, 1));
        await MoveAsync(moved, entered, "2024-06-01");
        Assert.Equal("3/1 1/1", await SeriesAsync(left.Name));
        Assert.Equal("0/2 2/2", await SeriesAsync(entered.Name));
        var (gone, come) = (await register.BalanceAsync(left.Name, Before, After), await register.BalanceAsync(entered.Name, Before, After));
        Assert.Equal((3, 2, 1), (gone.Opening, gone.Decrease.Single(flow => flow.Flow == Flow.TransferredOut).Count, gone.Closing));
        Assert.Equal((0, 2, 2), (come.Opening, come.Increase.Single(flow => flow.Flow == Flow.TransferredIn).Count, come.Closing));
        var records = await register.HoldersAsync(new ListFigureMembersRequest { Parent = left.Name, Flow = Flow.TransferredOut, From = Before, To = After });
        Assert.Equal([(moved.Name, "2024-06-01"), (moved.Name, "2024-06-01")], records.Select(record => (record.Organization, record.ChangedOn)));
        Assert.Empty(await register.HoldersAsync(new ListFigureMembersRequest { Parent = left.Name, Flow = Flow.TransferredOut, From = Before, To = After, Basis = Basis.Rebuilt }));
    }

    [Fact]
    [Rule("R-IND-9")]
    public async Task Cells_that_are_moved_about_count_where_they_stood_on_every_day()
    {
        var random = new Random(20261128);
        var communes = new[] { await register.CommuneAsync(), await register.CommuneAsync(), await register.CommuneAsync() };
        var places = new List<(Organization Cell, int Members, List<(DateOnly From, string Commune)> Stays)>();
        foreach (var _ in Enumerable.Range(0, 6))
        {
            var (members, at) = (random.Next(1, 4), random.Next(3));
            places.Add((await CellAsync(communes[at], members), members, [(DateOnly.MinValue, communes[at].Name)]));
        }

        for (var day = new DateOnly(2023, 1, 10); day < new DateOnly(2024, 1, 1); day = day.AddDays(random.Next(20, 60)))
        {
            var place = places[random.Next(places.Count)];
            var to = communes.Where(commune => commune.Name != place.Stays[^1].Commune).ElementAt(random.Next(2));
            await MoveAsync(place.Cell, to, IsoDate.Of(day));
            place.Stays.Add((day, to.Name));
        }

        foreach (var (from, to) in (IEnumerable<(string, string)>)[("2022-12-31", "2023-12-31"), ("2023-03-31", "2023-08-31"), ("2023-06-30", "2023-06-30")])
        {
            foreach (var commune in communes)
            {
                var balance = await register.BalanceAsync(commune.Name, from, to);
                Assert.Equal((On(commune, from), On(commune, to)), (balance.Opening, balance.Closing));
                Assert.Equal(balance.Opening + balance.Increase.Sum(f => f.Count), balance.Closing + balance.Decrease.Sum(f => f.Count));
                Assert.Equal(balance.Closing, await register.HoldersOnAsync(commune.Name, to, Basis.Original));
                foreach (var flow in balance.Increase.Concat(balance.Decrease))
                {
                    Assert.Equal(flow.Count, (await register.HoldersAsync(new ListFigureMembersRequest { Parent = commune.Name, Flow = flow.Flow, From = from, To = to })).Count);
                }
            }
        }

        long On(Organization commune, string day) => places.Where(place => place.Stays.Last(stay => stay.From <= IsoDate.Parse(day)).Commune == commune.Name).Sum(place => place.Members);
    }

    [Fact]
    public async Task Over_HTTP_a_series_is_one_object()
    {
        var (status, body) = await register.SendAsync(HttpMethod.Get, $"/v1/{RegisterFixture.NaTau}/memberSeries?from=2026-01-01&to=2026-03-31");
        Assert.Equal((200, "2026-01-31 2026-02-28 2026-03-31"), (status, string.Join(' ', body["points"]!.AsArray().Select(point => (string?)point!["asOf"]))));
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        (await RefusedAsync(new() { From = "2026-01-01", To = "2025-12-31", Grain = (GetMemberSeriesRequest.Types.Grain)9 })).IsInvalid("to UNTIL_BEFORE_SINCE", "grain VALUE_UNKNOWN");
        (await RefusedAsync(new())).IsInvalid("from FIELD_REQUIRED", "to FIELD_REQUIRED");
        (await RefusedAsync(new() { From = "2010-01-01", To = "2020-01-31" })).IsInvalid("to SERIES_LONG");
        (await RefusedAsync(new() { Parent = RegisterFixture.NaTau, From = "2026-01-01", To = "2026-02-01" }, register.As("clerk", RegisterFixture.MuongPhang))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private Task<Refusal> RefusedAsync(GetMemberSeriesRequest request, CallOptions? caller = null) => Refusal.OfAsync(register.Statistics.GetMemberSeriesAsync(request, caller ?? register.Board));

    private async Task<Organization> CellAsync(Organization commune, int members)
    {
        var cell = await register.CellAsync(parent: commune.Name);
        for (var i = 0; i < members; i++)
        {
            await register.CreateAsync(register.Person(), cell.Name);
        }

        return cell;
    }

    private async Task MoveAsync(Organization cell, Organization to, string day) => await register.Acts.MoveOrganizationAsync(
        new MoveOrganizationRequest { Parent = RegisterFixture.Province, Organization = cell.Name, NewParent = to.Name, EffectiveOn = day, DocumentNumber = "5-QĐ/TU" }, register.Board);

    /// <summary>Before and after the act, by the tree of the day and by today's.</summary>
    private async Task<string> SeriesAsync(string organization)
    {
        var series = await register.Statistics.GetMemberSeriesAsync(new GetMemberSeriesRequest { Parent = organization, From = Before, To = After }, register.Board);
        return string.Join(' ', series.Points.Select(point => $"{point.Original.Total}/{point.Rebuilt.Total}"));
    }
}
