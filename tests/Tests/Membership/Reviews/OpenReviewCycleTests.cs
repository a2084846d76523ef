using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class OpenReviewCycleTests(RegisterFixture register)
{
    [Theory]
    [Rule("R-VER-1")]
    [InlineData("2025-08-29", "124-QĐ/TW")]
    [InlineData("2025-08-30", "366-QĐ/TW")]
    [InlineData("", "366-QĐ/TW")]
    public async Task A_cycle_pins_the_version_of_its_opening(string openedOn, string version)
    {
        var cycle = await register.OpenCycleAsync(await register.CellAsync(), 2025, openedOn);
        Assert.Equal((version, State.Open, 2025), (cycle.PolicyVersion, cycle.State, cycle.Year));
        Assert.Equal([(State.Unspecified, State.Open)], cycle.Steps.Select(step => (step.From, step.To)));
        Assert.Equal(["ReviewCycleChanged"], await register.EventsAsync(cycle.Name));
        Assert.Equal(["OpenReviewCycle"], await register.AuditAsync(cycle.Name));
    }

    [Fact]
    [Rule("R-REV-8")]
    public async Task Its_results_are_due_by_the_end_of_the_year()
    {
        var cell = await register.CellAsync();
        var cycle = await register.OpenCycleAsync(cell, openedOn: "2026-11-02");
        Assert.Empty(await register.DueAsync(cycle.Name, cell.Name, "2026-11-01"));
        Assert.Equal(["R-REV-8 2026-12-31"], await register.DueAsync(cycle.Name, cell.Name, "2026-11-02"));
        var deadline = Assert.Single((await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Case = cycle.Name }, register.Board)).Deadlines);
        Assert.Equal(("R-REV-8", "2026-12-31", "2025-12-31", 12, false), (deadline.Rule, deadline.DueDate, deadline.StartDate, deadline.TermCount, deadline.Blocks));
        Assert.Contains("12 m from the last day of the year before", deadline.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_has_one_cycle_in_an_organisation()
    {
        var cell = await register.CellAsync();
        await register.OpenCycleAsync(cell);
        await register.OpenCycleAsync(cell, 2025);
        (await Refusal.OfAsync(OpenAsync(cell.Name, 2026))).Is(StatusCode.AlreadyExists, "REVIEW_CYCLE_EXISTS");
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer()
    {
        var cell = await register.CellAsync();
        var request = new OpenReviewCycleRequest { Parent = cell.Name, ReviewCycle = new ReviewCycle { Year = 2026 }, RequestId = Guid.CreateVersion7().ToString() };
        var first = await register.Cycles.OpenReviewCycleAsync(request, register.Board);
        Assert.Equal(first, await register.Cycles.OpenReviewCycleAsync(request, register.Board));
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var cell = await register.CellAsync();
        var wrong = new OpenReviewCycleRequest { Parent = cell.Name, ReviewCycle = new ReviewCycle { Year = 2027, OpenedOn = "2999-01-01" } };
        (await Refusal.OfAsync(register.Cycles.OpenReviewCycleAsync(wrong, register.Board))).IsInvalid("review_cycle.year REVIEW_YEAR", "review_cycle.opened_on DATE_IN_FUTURE");
        (await Refusal.OfAsync(register.Cycles.OpenReviewCycleAsync(new OpenReviewCycleRequest { Parent = cell.Name }, register.Board))).IsInvalid("review_cycle FIELD_REQUIRED");
        await register.DissolveAsync(cell.Name, "2026-05-01");
        (await Refusal.OfAsync(OpenAsync(cell.Name, 2026))).Is(StatusCode.FailedPrecondition, "ORGANIZATION_DISSOLVED");
    }

    private AsyncUnaryCall<ReviewCycle> OpenAsync(string parent, int year) =>
        register.Cycles.OpenReviewCycleAsync(new OpenReviewCycleRequest { Parent = parent, ReviewCycle = new ReviewCycle { Year = year } }, register.Board);
}
