using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class ReopenReviewCycleTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-REV-7")]
    public async Task Only_the_leader_reopens_with_a_reason_that_stays_on_record()
    {
        var cycle = await register.CycleAsync(await register.CellAsync(), State.Locked);
        var request = new ReopenReviewCycleRequest { Name = cycle.Name, Reason = "Sót hai bản kiểm điểm" };
        (await Refusal.OfAsync(register.Cycles.ReopenReviewCycleAsync(request, register.As("clerk", RegisterFixture.NaTau)))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");
        (await Refusal.OfAsync(register.Cycles.ReopenReviewCycleAsync(new ReopenReviewCycleRequest { Name = cycle.Name, Reason = " " }, register.Board))).IsInvalid("reason FIELD_REQUIRED");
        var open = await register.Cycles.ReopenReviewCycleAsync(request, register.Board);
        Assert.Equal((State.Decision, ""), (open.State, open.LockedOn));
        Assert.Equal((State.Locked, State.Decision, "Sót hai bản kiểm điểm"), (open.Steps[^1].From, open.Steps[^1].To, open.Steps[^1].Reason));
        Assert.Equal("ReopenReviewCycle", (await register.AuditAsync(cycle.Name))[^1]);
        Assert.Equal(6, (await register.EventsAsync(cycle.Name)).Count);
    }

    [Fact]
    [Rule("R-REV-8")]
    public async Task Its_results_are_due_again()
    {
        var cycle = await register.CycleAsync(await register.CellAsync(), State.Locked);
        await register.Cycles.ReopenReviewCycleAsync(new ReopenReviewCycleRequest { Name = cycle.Name, Reason = "Nhầm" }, register.Board);
        var deadlines = (await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Case = cycle.Name }, register.Board)).Deadlines;
        Assert.Equal(["2026-12-31", "2026-12-31", "2027-01-31"], deadlines.Select(deadline => deadline.DueDate));
        Assert.Single(deadlines, deadline => deadline.ClosedOn.Length == 0 && deadline.DueDate == "2026-12-31");
    }

    [Fact]
    public async Task It_goes_back_as_far_as_asked_and_only_when_locked()
    {
        var cycle = await register.CycleAsync(await register.CellAsync(), State.Locked);
        var request = new ReopenReviewCycleRequest { Name = cycle.Name, Reason = "Nộp bổ sung", State = State.SelfReview, Etag = cycle.Etag };
        Assert.Equal(State.SelfReview, (await register.Cycles.ReopenReviewCycleAsync(request, register.Board)).State);
        (await Refusal.OfAsync(register.Cycles.ReopenReviewCycleAsync(request, register.Board))).Is(StatusCode.Aborted, "ETAG_MISMATCH");
        (await Refusal.OfAsync(register.Cycles.ReopenReviewCycleAsync(new ReopenReviewCycleRequest(request) { Etag = "" }, register.Board))).IsForbidden("name REVIEW_CYCLE_NOT_LOCKED", "R-REV-7");
        (await Refusal.OfAsync(register.Cycles.ReopenReviewCycleAsync(new ReopenReviewCycleRequest(request) { State = State.Open }, register.Board))).IsInvalid("state VALUE_UNKNOWN");
    }
}
