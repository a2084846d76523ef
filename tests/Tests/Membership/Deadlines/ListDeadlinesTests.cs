using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using State = DienBien.Membership.V1.Deadline.Types.State;

namespace DienBien.Platform.Tests.Membership.Deadlines;

[Collection(SharedRegister.Name)]
public sealed class ListDeadlinesTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-VER-3")]
    public async Task A_deadline_explains_itself()
    {
        var cell = await register.CellAsync();
        await register.OpenDeadlineAsync(cell, "2026-03-02");
        var deadline = Assert.Single(await ListAsync(cell, "2026-03-03"));
        Assert.Equal(("R-TRF-1", "P294 §6.3.1a", "294-QĐ/TW", "2026-03-02", 60, "2026-05-28"), (deadline.Rule, deadline.Clause, deadline.PolicyVersion, deadline.StartDate, deadline.TermCount, deadline.DueDate));
        Assert.Equal("60 Wd from cell resolution, P294 §6.3.1a", deadline.Summary);
        Assert.Equal("60 ngày làm việc kể từ nghị quyết của chi bộ, P294 §6.3.1a", deadline.SummaryVi);
        Assert.True(deadline.Blocks);
    }

    [Theory]
    [InlineData("2026-05-27", State.Upcoming)]
    [InlineData("2026-05-28", State.Due)]
    [InlineData("2026-05-29", State.Overdue)]
    public async Task It_falls_due_and_then_overdue(string day, State state)
    {
        var cell = await register.CellAsync();
        await register.OpenDeadlineAsync(cell, "2026-03-02");
        Assert.Equal(state, Assert.Single(await ListAsync(cell, day)).State);
    }

    [Fact]
    public async Task What_was_open_on_a_past_day_is_still_listed_for_it()
    {
        var cell = await register.CellAsync();
        var name = await register.OpenDeadlineAsync(cell, "2026-03-02");
        await register.CloseDeadlineAsync(name, "2026-06-01");
        Assert.Empty(await ListAsync(cell, "2026-03-01"));
        Assert.Equal(State.Overdue, Assert.Single(await ListAsync(cell, "2026-05-31")).State);
        Assert.Empty(await ListAsync(cell, "2026-06-01"));
        var closed = Assert.Single((await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Case = name }, register.Board)).Deadlines);
        Assert.Equal((State.MetLate, "2026-06-01"), (closed.State, closed.ClosedOn));
    }

    [Fact]
    public async Task Pages_follow_the_due_date_and_filters_hold()
    {
        var cell = await register.CellAsync();
        foreach (var day in (string[])["2026-03-04", "2026-03-02", "2026-03-03"])
        {
            await register.OpenDeadlineAsync(cell, day);
        }

        await register.OpenDeadlineAsync(cell, "2026-03-02", "present");
        var request = new ListDeadlinesRequest { Parent = cell.Name, PageSize = 3, AsOf = "2026-03-10" };
        var first = await register.Deadlines.ListDeadlinesAsync(request, register.Board);
        var second = await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest(request) { PageToken = first.NextPageToken }, register.Board);
        Assert.Equal(["2026-04-13", "2026-05-28", "2026-05-29", "2026-06-01"], first.Deadlines.Concat(second.Deadlines).Select(d => d.DueDate));
        Assert.Equal("", second.NextPageToken);
        Assert.Equal(["R-TRF-2"], (await ListAsync(cell, "2026-03-10", r => r.Rule = "R-TRF-2")).Select(d => d.Rule));
        Assert.Single(await ListAsync(cell, "2026-03-10", r => r.DueBy = "2026-05-27"));
        Assert.Equal(2, (await ListAsync(cell, "2026-05-29", r => r.Overdue = true)).Count);
    }

    [Fact]
    public async Task A_committee_lists_in_order_what_was_open_in_its_cells_on_the_day()
    {
        var (left, entered) = (await register.CommuneAsync(), await register.CommuneAsync());
        var (moved, stays) = (await register.CellAsync(parent: left.Name), await register.CellAsync(parent: left.Name));
        foreach (var (cell, day) in (IEnumerable<(Organization, string)>)[(moved, "2026-03-04"), (stays, "2026-03-03"), (moved, "2026-03-05")])
        {
            await register.OpenDeadlineAsync(cell, day);
        }

        await register.CloseDeadlineAsync(await register.OpenDeadlineAsync(stays, "2026-03-02"), "2026-06-10");
        Assert.Equal(["2026-05-28", "2026-05-29", "2026-06-01", "2026-06-02"], await WalkAsync(left, "2026-06-09"));
        Assert.Equal(["2026-05-29", "2026-06-01", "2026-06-02"], await WalkAsync(left, "2026-06-10"));
        Assert.Equal(["2026-05-28"], await WalkAsync(left, "2026-05-29", overdue: true));
        await register.Acts.MoveOrganizationAsync(new MoveOrganizationRequest { Parent = RegisterFixture.Province, Organization = moved.Name, NewParent = entered.Name, EffectiveOn = "2026-06-01", DocumentNumber = "5-QĐ/TU" }, register.Board);
        await register.OpenDeadlineAsync(moved, "2026-03-06");
        Assert.Equal(["2026-05-29"], await WalkAsync(left, "2026-06-10"));
        Assert.Equal(["2026-06-01", "2026-06-02", "2026-06-03"], await WalkAsync(entered, "2026-06-10"));
        var province = await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Parent = RegisterFixture.Province, AsOf = "2026-06-10", PageSize = 1_000 }, register.Board);
        Assert.Equal(province.Deadlines.OrderBy(d => d.DueDate, StringComparer.Ordinal).Select(d => d.Name), province.Deadlines.Select(d => d.Name));
        Assert.Equal(3, province.Deadlines.Count(d => d.Organization == moved.Name));
    }

    [Fact]
    public async Task Nobody_sees_the_deadlines_of_others()
    {
        var cell = await register.CellAsync();
        var name = await register.OpenDeadlineAsync(cell, "2026-03-02");
        var elsewhere = register.As("clerk", RegisterFixture.MuongPhang);
        (await Refusal.OfAsync(register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Parent = cell.Name }, elsewhere))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        Assert.Empty((await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Case = name }, elsewhere)).Deadlines);
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var request = new ListDeadlinesRequest { Parent = RegisterFixture.NaTau, AsOf = "2026-02-30", DueBy = "x", Member = "members/1", PageSize = -1 };
        (await Refusal.OfAsync(register.Deadlines.ListDeadlinesAsync(request, register.Board))).IsInvalid("as_of DATE_INVALID", "due_by DATE_INVALID", "member UUID_INVALID", "page_size PAGE_SIZE_NEGATIVE");
    }

    private async Task<List<string>> WalkAsync(Organization parent, string day, bool overdue = false)
    {
        var (dates, request) = (new List<string>(), new ListDeadlinesRequest { Parent = parent.Name, AsOf = day, Overdue = overdue, PageSize = 2 });
        do
        {
            var page = await register.Deadlines.ListDeadlinesAsync(request, register.Board);
            dates.AddRange(page.Deadlines.Select(deadline => deadline.DueDate));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return dates;
    }

    private async Task<IReadOnlyList<Deadline>> ListAsync(Organization cell, string day, Action<ListDeadlinesRequest>? more = null)
    {
        var request = new ListDeadlinesRequest { Parent = cell.Name, AsOf = day };
        more?.Invoke(request);
        return (await register.Deadlines.ListDeadlinesAsync(request, register.Board)).Deadlines;
    }
}
