using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class SendReviewReportTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-REV-8")]
    public async Task The_report_follows_the_lock_and_is_due_in_January()
    {
        var cycle = await register.CycleAsync(await register.CellAsync(), State.Locked);
        var deadlines = (await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Case = cycle.Name }, register.Board)).Deadlines;
        Assert.Equal([("2026-12-31", false), ("2027-01-31", true)], deadlines.Select(deadline => (deadline.DueDate, deadline.ClosedOn.Length == 0)));
        var sent = await SendAsync(cycle.Name, cycle.LockedOn);
        Assert.Equal(cycle.LockedOn, sent.ReportSentOn);
        deadlines = (await register.Deadlines.ListDeadlinesAsync(new ListDeadlinesRequest { Case = cycle.Name }, register.Board)).Deadlines;
        Assert.All(deadlines, deadline => Assert.Equal(cycle.LockedOn, deadline.ClosedOn));
        (await Refusal.OfAsync(SendAsync(cycle.Name, cycle.LockedOn))).IsForbidden("name REVIEW_REPORT_SENT", "R-REV-8");
    }

    [Fact]
    public async Task Dates_and_states_are_checked()
    {
        var cycle = await register.CycleAsync(await register.CellAsync(), State.Decision);
        (await Refusal.OfAsync(SendAsync(cycle.Name, RegisterFixture.Today))).IsForbidden("name REVIEW_CYCLE_NOT_LOCKED", "R-REV-8");
        (await Refusal.OfAsync(SendAsync(cycle.Name, "2999-01-01"))).IsInvalid("sent_on DATE_IN_FUTURE");
        (await Refusal.OfAsync(SendAsync(cycle.Name, ""))).IsInvalid("sent_on FIELD_REQUIRED");
        cycle = await register.AdvanceAsync(cycle, State.Locked);
        (await Refusal.OfAsync(SendAsync(cycle.Name, "2026-01-01"))).IsInvalid("sent_on REVIEW_SENT_BEFORE_LOCK");
    }

    private AsyncUnaryCall<ReviewCycle> SendAsync(string name, string day) => register.Cycles.SendReviewReportAsync(new SendReviewReportRequest { Name = name, SentOn = day }, register.Board);
}
