using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using Level = DienBien.Membership.V1.Review.Types.Level;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class GetReviewTests(RegisterFixture register)
{
    [Fact]
    public async Task A_review_is_read_with_its_texts()
    {
        var (_, cell, reviews) = await register.DecidedAsync(RegisterFixture.Levels((1, Level.Good)), self: _ => RegisterFixture.Self("Đã làm tốt"));
        var review = await register.Reviews.GetReviewAsync(new GetReviewRequest { Name = reviews[0].Name }, register.As("secretary", cell.Name));
        Assert.Equal(reviews[0], review);
        Assert.Equal(("Đã làm tốt", "Nhất trí", "Sổ nghị quyết số 12"), (review.SelfReview.Text, review.Verification.Opinion, Assert.Single(review.SelfReview.Evidence)));
    }

    [Fact]
    public async Task Neither_outside_the_scope_nor_under_another_cycle()
    {
        var (_, _, reviews) = await register.DecidedAsync(RegisterFixture.Levels((1, Level.Good)));
        var other = await register.OpenCycleAsync(await register.CellAsync());
        (await Refusal.OfAsync(register.Reviews.GetReviewAsync(new GetReviewRequest { Name = reviews[0].Name }, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        foreach (var name in (string[])[$"{other.Name}/reviews/{reviews[0].Name[^36..]}", $"{other.Name}/reviews/1", "reviews/1", reviews[0].Name + "/"])
        {
            (await Refusal.OfAsync(register.Reviews.GetReviewAsync(new GetReviewRequest { Name = name }, register.Board))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        }
    }
}
