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
    public async Task Json_reaches_a_review_and_what_is_done_with_it()
    {
        var cell = await register.CellAsync();
        var cycle = await register.CycleAsync(cell);
        var review = await register.FileAsync(cycle, await register.MemberAsync(cell));
        var (status, body) = await register.SendAsync(HttpMethod.Get, $"/v1/{review.Name}");
        Assert.Equal((200, "SELF_REVIEWED"), (status, (string?)body["state"]));
        using var nothing = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        (status, body) = await register.SendAsync(HttpMethod.Post, $"/v1/{cycle.Name}:advance", nothing);
        Assert.Equal((200, "VERIFICATION"), (status, (string?)body["state"]));
        using var verification = new StringContent("""{"verification":{"generalTenths":300,"taskTenths":600,"opinion":"Nhất trí"}}""", System.Text.Encoding.UTF8, "application/json");
        (status, body) = await register.SendAsync(HttpMethod.Post, $"/v1/{review.Name}:verify", verification);
        Assert.Equal((200, "GOOD"), (status, (string?)body["verification"]!["proposal"]!["level"]));
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
