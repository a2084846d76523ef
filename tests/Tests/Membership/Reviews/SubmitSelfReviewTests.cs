using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Level = DienBien.Membership.V1.Review.Types.Level;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class SubmitSelfReviewTests(RegisterFixture register)
{
    [Fact]
    public async Task The_secretary_of_a_cell_files_what_a_member_says()
    {
        var committee = await register.CreateAsync(register.Committee());
        var cell = await register.CellUnderAsync(committee);
        var member = await register.MemberAsync(cell);
        var cycle = await register.CycleAsync(committee);
        var request = Request(cycle, member, RegisterFixture.Self("  Dòng một \r\n\r\n  dòng  hai ", onTime: 9));
        var review = await register.Reviews.SubmitSelfReviewAsync(request, register.As("secretary", cell.Name));
        Assert.Equal("Dòng một\n\ndòng hai", review.SelfReview.Text);
        Assert.Equal((member, cell.Name, cell.Name, "AGENCY"), (review.Subject, review.Organization, review.Unit, review.TaskGroup));
        Assert.Equal((Review.Types.State.SelfReviewed, 630, 1), (review.State, review.SelfReview.FactTenths, review.SelfReview.EvidenceCount));
        Assert.Equal(RegisterFixture.Today, review.SelfReview.FiledOn);
        Assert.Equal(["ReviewChanged"], await register.EventsAsync(review.Name));
        Assert.Equal(["SubmitSelfReview"], await register.AuditAsync(review.Name));
    }

    [Fact]
    public async Task A_collective_belongs_to_the_unit_above_it()
    {
        var committee = await register.CreateAsync(register.Committee());
        var cell = await register.CellUnderAsync(committee);
        var cycle = await register.CycleAsync(committee);
        Assert.Equal((committee.Name, "AGENCY"), (await register.FileAsync(cycle, cell.Name) is var lower ? lower.Unit : "", lower.TaskGroup));
        Assert.Equal((committee.Name, "GRASSROOTS"), (await register.FileAsync(cycle, committee.Name) is var top ? top.Unit : "", top.TaskGroup));
    }

    [Fact]
    [Rule("R-REV-1")]
    public async Task Scores_stay_within_thirty_and_seventy()
    {
        var cell = await register.CellAsync();
        var (cycle, member) = (await register.CycleAsync(cell), await register.MemberAsync(cell));
        (await Refusal.OfAsync(Submit(cycle, member, RegisterFixture.Self(general: 301, task: 701)))).IsInvalid("review.self_review.general_tenths REVIEW_SCORE_RANGE", "review.self_review.task_tenths REVIEW_SCORE_RANGE");
        (await Refusal.OfAsync(Submit(cycle, member, RegisterFixture.Self(general: -1)))).IsInvalid("review.self_review.general_tenths REVIEW_SCORE_RANGE");
        await register.FileAsync(cycle, member, RegisterFixture.Self(general: 300, task: 700));
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var cycle = await register.CycleAsync(await register.CellAsync());
        var self = new SelfReview { Text = " ", Tasks = new TaskFigures { Assigned = 3, Done = 4, OnTime = 5, Beyond = -1 }, Evidence = { "" } };
        (await Refusal.OfAsync(Submit(cycle, "", self, "nhóm 1"))).IsInvalid(
            "review.subject FIELD_REQUIRED", "review.task_group CODE_INVALID", "review.self_review.text FIELD_REQUIRED", "review.self_review.evidence[0] FIELD_REQUIRED",
            "review.self_review.tasks.done REVIEW_TASK_FIGURES", "review.self_review.tasks.on_time REVIEW_TASK_FIGURES", "review.self_review.tasks.beyond REVIEW_TASK_FIGURES");
        (await Refusal.OfAsync(Submit(cycle, "members/x", null!))).IsInvalid("review.self_review FIELD_REQUIRED");
    }

    [Fact]
    [Rule("R-REV-6")]
    public async Task It_has_its_own_state_of_the_cycle()
    {
        var cell = await register.CellAsync();
        var (cycle, member) = (await register.OpenCycleAsync(cell), await register.MemberAsync(cell));
        (await Refusal.OfAsync(Submit(cycle, member))).IsForbidden("name REVIEW_CYCLE_STATE", "R-REV-6");
        await register.AdvanceAsync(cycle, State.Verification);
        (await Refusal.OfAsync(Submit(cycle, member))).IsForbidden("name REVIEW_CYCLE_STATE", "R-REV-6");
    }

    [Fact]
    public async Task Neither_what_the_cycle_leaves_out_nor_what_the_caller_does_not_see_is_filed()
    {
        var (cell, other) = (await register.CellAsync(), await register.CellAsync());
        var cycle = await register.CycleAsync(cell);
        var member = await register.MemberAsync(other);
        (await Refusal.OfAsync(Submit(cycle, member))).Is(StatusCode.FailedPrecondition, "REVIEW_SUBJECT_OUTSIDE");
        (await Refusal.OfAsync(register.Reviews.SubmitSelfReviewAsync(Request(cycle, member, RegisterFixture.Self()), register.As("secretary", cell.Name)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await Refusal.OfAsync(Submit(cycle, "members/01890000-0000-7000-8000-00000000ffff"))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task Filed_anew_it_starts_again_and_the_second_writer_is_told()
    {
        var (cycle, _, reviews) = await register.DecidedAsync(RegisterFixture.Levels((1, Level.Good)));
        cycle = await register.AdvanceAsync(cycle, State.Locked);
        await register.Cycles.ReopenReviewCycleAsync(new ReopenReviewCycleRequest { Name = cycle.Name, Reason = "Nộp lại", State = State.SelfReview }, register.Board);
        var request = Request(cycle, reviews[0].Subject, RegisterFixture.Self("Bản mới"));
        request.Review.Etag = reviews[0].Etag;
        var anew = await register.Reviews.SubmitSelfReviewAsync(request, register.Board);
        Assert.Equal((reviews[0].Name, Review.Types.State.SelfReviewed, null, null), (anew.Name, anew.State, anew.Verification, anew.Decision));
        var refusal = await Refusal.OfAsync(register.Reviews.SubmitSelfReviewAsync(request, register.Board));
        refusal.Is(StatusCode.Aborted, "ETAG_MISMATCH");
        Assert.Equal(anew.Etag, refusal.Metadata["etag"]);
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer()
    {
        var cell = await register.CellAsync();
        var request = Request(await register.CycleAsync(cell), await register.MemberAsync(cell), RegisterFixture.Self());
        request.RequestId = Guid.CreateVersion7().ToString();
        Assert.Equal(await register.Reviews.SubmitSelfReviewAsync(request, register.Board), await register.Reviews.SubmitSelfReviewAsync(request, register.Board));
    }

    private static SubmitSelfReviewRequest Request(ReviewCycle cycle, string subject, SelfReview self, string group = "") =>
        new() { Parent = cycle.Name, Review = new Review { Subject = subject, TaskGroup = group, SelfReview = self } };

    private AsyncUnaryCall<Review> Submit(ReviewCycle cycle, string subject, SelfReview self, string group = "") => register.Reviews.SubmitSelfReviewAsync(Request(cycle, subject, self, group), register.Board);

    private AsyncUnaryCall<Review> Submit(ReviewCycle cycle, string subject) => Submit(cycle, subject, RegisterFixture.Self());
}
