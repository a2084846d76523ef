using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using Level = DienBien.Membership.V1.Review.Types.Level;
using Sign = DienBien.Membership.V1.ReviewSign.Types.Kind;
using SubjectKind = DienBien.Membership.V1.Review.Types.SubjectKind;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class ListReviewsTests(RegisterFixture register)
{
    [Fact]
    public async Task Pages_follow_the_order_of_filing_and_hold_no_text()
    {
        var (cycle, _, reviews) = await register.DecidedAsync(RegisterFixture.Levels((2, Level.Good), (1, Level.Completed)));
        var request = new ListReviewsRequest { Parent = cycle.Name, PageSize = 2 };
        var first = await register.Reviews.ListReviewsAsync(request, register.Board);
        var second = await register.Reviews.ListReviewsAsync(new ListReviewsRequest(request) { PageToken = first.NextPageToken }, register.Board);
        var listed = first.Reviews.Concat(second.Reviews).ToList();
        Assert.Equal(reviews.Select(review => review.Name), listed.Select(review => review.Name));
        Assert.Equal("", second.NextPageToken);
        Assert.All(listed, review => Assert.Equal(("", 0, 1, "", "", null), (review.SelfReview.Text, review.SelfReview.Evidence.Count, review.SelfReview.EvidenceCount, review.Verification.Opinion, review.Decision.Note, review.Verification.Proposal)));
    }

    [Fact]
    public async Task Filters_hold()
    {
        var (cycle, cell, reviews) = await register.DecidedAsync(RegisterFixture.Levels((2, Level.Good), (1, Level.Completed)));
        Assert.Equal([reviews[2].Name], await ListAsync(cycle, request => request.Level = Level.Completed));
        Assert.Equal(3, (await ListAsync(cycle, request => (request.Unit, request.SubjectKind) = (cell.Name, SubjectKind.Member))).Count);
        Assert.Empty(await ListAsync(cycle, request => request.SubjectKind = SubjectKind.Collective));
        Assert.Empty(await ListAsync(cycle, request => request.State = Review.Types.State.Verified));
    }

    [Fact]
    public async Task A_cell_lists_its_own_reviews()
    {
        var committee = await register.CreateAsync(register.Committee());
        var (near, far) = (await register.CellUnderAsync(committee), await register.CellUnderAsync(committee));
        var cycle = await register.CycleAsync(committee);
        var own = await register.FileAsync(cycle, await register.MemberAsync(near));
        await register.FileAsync(cycle, await register.MemberAsync(far));
        var secretary = register.As("secretary", near.Name);
        Assert.Equal([own.Name], (await register.Reviews.ListReviewsAsync(new ListReviewsRequest { Parent = cycle.Name }, secretary)).Reviews.Select(review => review.Name));
        (await Refusal.OfAsync(register.Reviews.ListReviewsAsync(new ListReviewsRequest { Parent = cycle.Name, Unit = far.Name }, secretary))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var cycle = await register.OpenCycleAsync(await register.CellAsync());
        var wrong = new ListReviewsRequest { Parent = cycle.Name, Sign = Sign.NoEvidence, PageSize = -1, State = (Review.Types.State)9 };
        (await Refusal.OfAsync(register.Reviews.ListReviewsAsync(wrong, register.Board))).IsInvalid("unit FIELD_REQUIRED", "page_size PAGE_SIZE_NEGATIVE", "state VALUE_UNKNOWN");
    }

    private async Task<IReadOnlyList<string>> ListAsync(ReviewCycle cycle, Action<ListReviewsRequest> more)
    {
        var request = new ListReviewsRequest { Parent = cycle.Name };
        more(request);
        return [.. (await register.Reviews.ListReviewsAsync(request, register.Board)).Reviews.Select(review => review.Name)];
    }
}
