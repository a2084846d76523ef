using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Level = DienBien.Membership.V1.Review.Types.Level;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class DecideReviewTests(RegisterFixture register)
{
    [Fact]
    public async Task People_decide_whatever_is_proposed_and_the_vote_is_kept()
    {
        var (cycle, _, reviews) = await register.DecidedAsync(RegisterFixture.Levels((1, Level.Good)));
        var request = Request(reviews[0].Name, Level.Completed);
        (request.Decision.InFavour, request.Decision.Voters, request.Decision.Note) = (7, 9, "Chậm báo cáo");
        var decided = await register.Reviews.DecideReviewAsync(request, register.Board);
        Assert.Equal((Level.Completed, 7, 9, "Chậm báo cáo"), (decided.Decision.Level, decided.Decision.InFavour, decided.Decision.Voters, decided.Decision.Note));
        Assert.Equal(Level.Good, decided.Verification.Proposal.Level);
        Assert.Equal(4, (await register.AuditAsync(reviews[0].Name)).Count);
        Assert.Equal(State.Decision, cycle.State);
    }

    [Fact]
    [Rule("R-REV-6")]
    public async Task Nothing_is_decided_before_it_is_verified_nor_after_the_lock()
    {
        var cell = await register.CellAsync();
        var cycle = await register.CycleAsync(cell);
        var review = await register.FileAsync(cycle, await register.MemberAsync(cell));
        await register.AdvanceAsync(cycle, State.Verification);
        (await Refusal.OfAsync(DecideAsync(review.Name, Level.Good))).IsForbidden("name REVIEW_CYCLE_STATE", "R-REV-6");
        await register.AdvanceAsync(cycle, State.Decision);
        (await Refusal.OfAsync(DecideAsync(review.Name, Level.Good))).IsForbidden("name REVIEW_NOT_VERIFIED", "R-REV-6");
        var (locked, _, reviews) = await register.DecidedAsync(RegisterFixture.Levels((1, Level.Good)));
        await register.AdvanceAsync(locked, State.Locked);
        (await Refusal.OfAsync(DecideAsync(reviews[0].Name, Level.Completed))).IsForbidden("name REVIEW_CYCLE_STATE", "R-REV-6");
    }

    [Fact]
    [Rule("R-REV-6")]
    public async Task Who_was_suspended_meanwhile_is_not_rated_and_does_not_hold_up_the_lock()
    {
        var cell = await register.CellAsync();
        var (cycle, member) = (await register.CycleAsync(cell), await register.MemberAsync(cell));
        var review = await register.FileAsync(cycle, member);
        await register.FactAsync(member, new MemberFact { Kind = MemberFact.Types.Kind.Suspended, Since = "2026-01-15", Document = "1-QĐ/ĐU" });
        (await Refusal.OfAsync(register.Reviews.SubmitSelfReviewAsync(new SubmitSelfReviewRequest { Parent = cycle.Name, Review = new Review { Subject = member, SelfReview = RegisterFixture.Self() } }, register.Board)))
            .IsForbidden("review.subject REVIEW_NOT_RATED", "R-REV-6");
        await register.AdvanceAsync(cycle, State.Verification);
        await register.VerifyAsync(review.Name);
        cycle = await register.AdvanceAsync(cycle, State.Decision);
        (await Refusal.OfAsync(DecideAsync(review.Name, Level.Good))).IsForbidden("decision.level REVIEW_NOT_RATED", "R-REV-6");
        await register.DecideAsync(review.Name, Level.NotRated);
        var cap = Assert.Single((await register.Cycles.ListReviewCapsAsync(new ListReviewCapsRequest { Parent = cycle.Name }, register.Board)).Caps);
        Assert.Equal((0L, 0L), (cap.Rated, cap.Good));
        Assert.Equal(State.Locked, (await register.AdvanceAsync(cycle, State.Locked)).State);
    }

    [Fact]
    [Rule("R-VER-2")]
    public async Task What_was_decided_reads_the_same_after_the_lock()
    {
        var (cycle, _, reviews) = await register.DecidedAsync(RegisterFixture.Levels((1, Level.Good)), "2025-01-10");
        await register.AdvanceAsync(cycle, State.Locked);
        var read = await register.Reviews.GetReviewAsync(new GetReviewRequest { Name = reviews[0].Name }, register.Board);
        Assert.Equal(reviews[0], read);
        Assert.All(read.Verification.Proposal.Grounds, ground => Assert.StartsWith("124-QĐ/TW", ground.Clause, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_the_second_writer_is_told()
    {
        var (_, _, reviews) = await register.DecidedAsync(RegisterFixture.Levels((1, Level.Good)));
        var wrong = new DecideReviewRequest { Name = reviews[0].Name, Decision = new ReviewDecision { DecidedOn = "2999-01-01", InFavour = 3, Voters = 2 } };
        (await Refusal.OfAsync(register.Reviews.DecideReviewAsync(wrong, register.Board))).IsInvalid("decision.level FIELD_REQUIRED", "decision.decided_on DATE_IN_FUTURE", "decision.in_favour REVIEW_VOTES");
        var early = Request(reviews[0].Name, Level.Good);
        early.Decision.DecidedOn = "2020-01-01";
        (await Refusal.OfAsync(register.Reviews.DecideReviewAsync(early, register.Board))).IsInvalid("decision.decided_on REVIEW_BEFORE_OPENING");
        var request = Request(reviews[0].Name, Level.Completed);
        request.Etag = reviews[0].Etag;
        var first = await register.Reviews.DecideReviewAsync(request, register.Board);
        var refusal = await Refusal.OfAsync(register.Reviews.DecideReviewAsync(request, register.Board));
        refusal.Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal(first.Etag, refusal.Metadata["etag"]);
    }

    [Fact]
    public async Task The_secretary_does_not_decide() =>
        (await Refusal.OfAsync(register.Reviews.DecideReviewAsync(Request("reviewCycles/x/reviews/y", Level.Good), register.As("secretary", RegisterFixture.NaTau)))).Is(StatusCode.PermissionDenied, "PERMISSION_MISSING");

    private static DecideReviewRequest Request(string name, Level level) => new() { Name = name, Decision = new ReviewDecision { Level = level, DecidedOn = RegisterFixture.Today } };

    private AsyncUnaryCall<Review> DecideAsync(string name, Level level) => register.Reviews.DecideReviewAsync(Request(name, level), register.Board);
}
