using System.Text;
using DienBien.Feed.V1;
using DienBien.Membership.V1;
using DienBien.Platform.Tests.Access;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Privacy;

/// <summary>What a review says of a person is for those who open it.</summary>
public sealed class ReviewTextTests(WatchedWorld world) : IClassFixture<WatchedWorld>
{
    private const string Opinion = "Đồng chí cần kiềm chế hơn";

    private const string Note = "Tập thể góp ý về lối sống";

    private const string Reason = "Sót phiếu của đồng chí Vàng";

    private static readonly string[] Secrets = [ServicesWorld.ReviewText, "nóng tính", "nong tinh", Opinion, Note, Reason];

    [Fact]
    public async Task Its_texts_are_in_no_log_span_or_event()
    {
        var (cycle, review) = (world.Near.Cycle, world.Near.Review);
        var board = new CallOptions(world.Bearer($"organization-board@{ServicesWorld.Province}"), cancellationToken: TestContext.Current.CancellationToken);
        var cycles = new ReviewCycleService.ReviewCycleServiceClient(world.Channel("membership"));
        var reviews = new ReviewService.ReviewServiceClient(world.Channel("membership"));
        await cycles.AdvanceReviewCycleAsync(new AdvanceReviewCycleRequest { Name = cycle }, board);
        await reviews.VerifyReviewAsync(new VerifyReviewRequest { Name = review, Verification = new ReviewVerification { GeneralTenths = 200, TaskTenths = 600, Opinion = Opinion } }, board);
        await cycles.AdvanceReviewCycleAsync(new AdvanceReviewCycleRequest { Name = cycle }, board);
        await reviews.DecideReviewAsync(new DecideReviewRequest { Name = review, Decision = new ReviewDecision { Level = Review.Types.Level.NotRated, DecidedOn = "2026-11-01", Note = Note } }, board);
        await cycles.AdvanceReviewCycleAsync(new AdvanceReviewCycleRequest { Name = cycle }, board);
        await cycles.ReopenReviewCycleAsync(new ReopenReviewCycleRequest { Name = cycle, Reason = Reason }, board);
        Assert.Equal((ServicesWorld.ReviewText, Opinion, Note), await reviews.GetReviewAsync(new GetReviewRequest { Name = review }, board) is var read ? (read.SelfReview.Text, read.Verification.Opinion, read.Decision.Note) : default);
        await world.CatchUpAsync();
        Assert.Contains(world.Lines, line => line.Contains("VerifyReview", StringComparison.Ordinal));
        Expect.None(world.Lines.SelectMany(line => Secrets.Where(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(secret => $"{secret} in {line}")));
        var feed = await FeedAsync();
        Assert.Contains(review, feed, StringComparison.Ordinal);
        Assert.All(Secrets, secret => Assert.DoesNotContain(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)), feed, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<string> FeedAsync()
    {
        using var call = new FeedService.FeedServiceClient(world.Channel("membership")).Subscribe(new SubscribeRequest { UntilHead = true }, world.Bearer($"service@{ServicesWorld.Province}"));
        var text = new StringBuilder();
        await foreach (var batch in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            text.Append(Encoding.Latin1.GetString(batch.ToByteArray()));
        }

        return text.ToString();
    }
}
