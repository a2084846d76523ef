using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Level = DienBien.Membership.V1.Review.Types.Level;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class VerifyReviewTests(RegisterFixture register)
{
    [Fact]
    [Rule("R-REV-3")]
    public async Task Ninety_five_points_with_29_percent_beyond_are_proposed_as_good_and_the_ground_is_told()
    {
        var cell = await register.CellAsync();
        var cycle = await register.CycleAsync(cell);
        var self = RegisterFixture.Self(assigned: 100, onTime: 100);
        self.Tasks.Beyond = 29;
        var review = await register.FileAsync(cycle, await register.MemberAsync(cell), self);
        await register.AdvanceAsync(cycle, State.Verification);
        var proposal = (await register.VerifyAsync(review.Name, 290, 660)).Verification.Proposal;
        Assert.Equal(Level.Good, proposal.Level);
        Assert.Equal(("R-REV-3", "REVIEW_BEYOND_SHORT"), (proposal.Grounds[^1].Rule, proposal.Grounds[^1].Reason));
        Assert.Equal("Chỉ 29/100 nhiệm vụ vượt mức.", proposal.Grounds[^1].TextVi);
    }

    [Fact]
    [Rule("R-REV-3")]
    public async Task A_disciplined_unit_keeps_a_collective_from_excellent_and_concerns_no_member()
    {
        var cell = await register.CellAsync();
        var cycle = await register.CycleAsync(cell);
        var self = RegisterFixture.Self();
        self.Tasks.Beyond = 10;
        var (collective, member) = (await register.FileAsync(cycle, cell.Name, self), await register.FileAsync(cycle, await register.MemberAsync(cell), self));
        await register.AdvanceAsync(cycle, State.Verification);
        Assert.Equal(Level.Excellent, (await register.VerifyAsync(collective.Name, 300, 700)).Verification.Proposal.Level);
        var disciplined = new ReviewVerification { GeneralTenths = 300, TaskTenths = 700, Opinion = "Có kỷ luật", Disciplined = true };
        var verified = await register.Reviews.VerifyReviewAsync(new VerifyReviewRequest { Name = collective.Name, Verification = disciplined }, register.Board);
        Assert.Equal((Level.Good, "REVIEW_DISCIPLINED"), (verified.Verification.Proposal.Level, verified.Verification.Proposal.Grounds[^1].Reason));
        (await Refusal.OfAsync(register.Reviews.VerifyReviewAsync(new VerifyReviewRequest { Name = member.Name, Verification = disciplined }, register.Board))).IsInvalid("verification.disciplined REVIEW_COLLECTIVE_ONLY");
    }

    [Fact]
    [Rule("R-REV-6")]
    public async Task Verification_has_its_own_state_of_the_cycle()
    {
        var cell = await register.CellAsync();
        var cycle = await register.CycleAsync(cell);
        var review = await register.FileAsync(cycle, await register.MemberAsync(cell));
        (await Refusal.OfAsync(VerifyAsync(review.Name))).IsForbidden("name REVIEW_CYCLE_STATE", "R-REV-6");
        await register.AdvanceAsync(cycle, State.Verification);
        var verified = await register.VerifyAsync(review.Name);
        Assert.Equal((Review.Types.State.Verified, RegisterFixture.Today), (verified.State, verified.Verification.VerifiedOn));
        Assert.Equal(["ReviewChanged", "ReviewChanged"], await register.EventsAsync(review.Name));
    }

    [Fact]
    [Rule("R-REV-6")]
    public async Task What_is_decided_is_not_verified_again()
    {
        var (cycle, _, reviews) = await register.DecidedAsync(RegisterFixture.Levels((1, Level.Good)));
        await register.AdvanceAsync(cycle, State.Locked);
        await register.Cycles.ReopenReviewCycleAsync(new ReopenReviewCycleRequest { Name = cycle.Name, Reason = "Xem lại", State = State.Verification }, register.Board);
        (await Refusal.OfAsync(VerifyAsync(reviews[0].Name))).IsForbidden("name REVIEW_DECIDED", "R-REV-6");
    }

    [Fact]
    public async Task A_cell_does_not_verify_its_own_reviews()
    {
        var committee = await register.CreateAsync(register.Committee());
        var cell = await register.CellUnderAsync(committee);
        var cycle = await register.CycleAsync(committee);
        var review = await register.FileAsync(cycle, await register.MemberAsync(cell));
        await register.AdvanceAsync(cycle, State.Verification);
        (await Refusal.OfAsync(register.Reviews.VerifyReviewAsync(Request(review.Name), register.As("secretary", cell.Name)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await Refusal.OfAsync(VerifyAsync(review.Name, "\"7\""))).Is(StatusCode.Aborted, "ETAG_MISMATCH");
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var cell = await register.CellAsync();
        var cycle = await register.CycleAsync(cell);
        var review = await register.FileAsync(cycle, await register.MemberAsync(cell));
        await register.AdvanceAsync(cycle, State.Verification);
        (await Refusal.OfAsync(register.Reviews.VerifyReviewAsync(new VerifyReviewRequest { Name = review.Name }, register.Board))).IsInvalid("verification FIELD_REQUIRED");
        (await Refusal.OfAsync(register.Reviews.VerifyReviewAsync(new VerifyReviewRequest { Name = review.Name, Verification = new ReviewVerification { Opinion = new string('x', 4_001) } }, register.Board))).IsInvalid("verification.opinion TEXT_LENGTH");
        var high = new ReviewVerification { GeneralTenths = 301, TaskTenths = -1, Opinion = "Nhất trí" };
        (await Refusal.OfAsync(register.Reviews.VerifyReviewAsync(new VerifyReviewRequest { Name = review.Name, Verification = high }, register.Board))).IsInvalid("verification.general_tenths REVIEW_SCORE_RANGE", "verification.task_tenths REVIEW_SCORE_RANGE");
    }

    private static VerifyReviewRequest Request(string name) => new() { Name = name, Verification = new ReviewVerification { GeneralTenths = 250, TaskTenths = 600, Opinion = "Nhất trí" } };

    private AsyncUnaryCall<Review> VerifyAsync(string name, string etag = "") => register.Reviews.VerifyReviewAsync(new VerifyReviewRequest(Request(name)) { Etag = etag }, register.Board);
}
