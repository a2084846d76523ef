using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Level = DienBien.Membership.V1.Review.Types.Level;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class AdvanceReviewCycleTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-REV-6")]
    public async Task The_states_follow_each_other_to_the_lock()
    {
        var cycle = await register.AdvanceAsync(await register.OpenCycleAsync(await register.CellAsync()), State.Locked);
        Assert.Equal([State.Open, State.SelfReview, State.Verification, State.Decision, State.Locked], cycle.Steps.Select(step => step.To));
        Assert.Equal(RegisterFixture.Today, cycle.LockedOn);
        Assert.Equal(5, (await register.EventsAsync(cycle.Name)).Count);
        var refusal = await Refusal.OfAsync(AdvanceAsync(cycle.Name));
        refusal.Is(StatusCode.FailedPrecondition, "REVIEW_CYCLE_LOCKED");
        refusal.IsForbidden("name REVIEW_CYCLE_LOCKED", "R-REV-7");
    }

    [Fact]
    [Rule("R-REV-6")]
    public async Task It_is_not_locked_while_a_review_is_undecided()
    {
        var cell = await register.CellAsync();
        var cycle = await register.CycleAsync(cell);
        await register.FileAsync(cycle, await register.MemberAsync(cell));
        cycle = await register.AdvanceAsync(cycle, State.Decision);
        var refusal = await Refusal.OfAsync(AdvanceAsync(cycle.Name));
        refusal.IsForbidden("name REVIEWS_UNDECIDED", "R-REV-6");
        Assert.Equal("1", refusal.Metadata["count"]);
    }

    [Fact]
    [Rule("R-REV-5")]
    public async Task An_exceeded_cap_warns_under_366_and_refuses_under_124()
    {
        var (now, _, _) = await register.DecidedAsync(RegisterFixture.Levels((1, Level.Excellent), (4, Level.Good)));
        Assert.Equal(State.Locked, (await register.AdvanceAsync(now, State.Locked)).State);
        var (then, _, reviews) = await register.DecidedAsync(RegisterFixture.Levels((1, Level.Excellent), (4, Level.Good)), "2024-11-20");
        var refusal = await Refusal.OfAsync(AdvanceAsync(then.Name));
        refusal.IsForbidden("name REVIEW_CAP_EXCEEDED", "R-REV-5");
        Assert.Equal(("1", "0"), (refusal.Metadata["excellent"], refusal.Metadata["allowed"]));
        // Nobody is downgraded; people decide anew.
        Assert.Equal(Level.Excellent, (await register.Reviews.GetReviewAsync(new GetReviewRequest { Name = reviews[0].Name }, register.Board)).Decision.Level);
        await register.DecideAsync(reviews[0].Name, Level.Good);
        await register.AdvanceAsync(then, State.Locked);
    }

    [Fact]
    public async Task The_lock_sends_out_counts_and_nothing_of_a_person()
    {
        var (cycle, _, reviews) = await register.DecidedAsync(RegisterFixture.Levels((2, Level.Excellent), (1, Level.Good)));
        cycle = await register.AdvanceAsync(cycle, State.Locked);
        var text = new System.Text.StringBuilder();
        ReviewCycleChanged? last = null;
        using var call = new FeedService.FeedServiceClient(register.Channel).Subscribe(new SubscribeRequest { UntilHead = true, MaxBatchSize = 5_000 }, register.As("service", RegisterFixture.Province));
        await foreach (var batch in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            last = batch.Events.Where(e => e.Subject == cycle.Name).Select(e => ReviewCycleChanged.Parser.ParseFrom(e.Data)).LastOrDefault() ?? last;
            text.Append(string.Join('\n', batch.Events.Where(e => reviews.Exists(review => review.Name == e.Subject)).Select(e => ReviewChanged.Parser.ParseFrom(e.Data).ToString())));
        }

        Assert.Equal((State.Decision, State.Locked), (last!.From, last.ReviewCycle.State));
        Assert.Equal((2L, 1L, 0L), (Assert.Single(last.Caps).Excellent, last.Caps[0].Good, last.Caps[0].Allowed));
        Assert.Contains("DECIDED", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("EXCELLENT", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("nhiệm vụ", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_of_two_writers_gets_the_current_etag()
    {
        var cycle = await register.OpenCycleAsync(await register.CellAsync());
        var request = new AdvanceReviewCycleRequest { Name = cycle.Name, Etag = cycle.Etag };
        var first = await register.Cycles.AdvanceReviewCycleAsync(request, register.Board);
        var refusal = await Refusal.OfAsync(register.Cycles.AdvanceReviewCycleAsync(request, register.Board));
        refusal.Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal(first.Etag, refusal.Metadata["etag"]);
    }

    [Fact]
    public async Task A_cell_does_not_move_the_cycle_of_its_commune()
    {
        var committee = await register.CreateAsync(register.Committee());
        var cell = await register.CellUnderAsync(committee);
        var cycle = await register.OpenCycleAsync(committee);
        (await Refusal.OfAsync(register.Cycles.AdvanceReviewCycleAsync(new AdvanceReviewCycleRequest { Name = cycle.Name }, register.As("clerk", cell.Name)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private AsyncUnaryCall<ReviewCycle> AdvanceAsync(string name) => register.Cycles.AdvanceReviewCycleAsync(new AdvanceReviewCycleRequest { Name = name }, register.Board);
}
