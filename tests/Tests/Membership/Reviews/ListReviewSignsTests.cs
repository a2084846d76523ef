using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;
using Kind = DienBien.Membership.V1.ReviewSign.Types.Kind;
using Level = DienBien.Membership.V1.Review.Types.Level;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class ListReviewSignsTests(RegisterFixture register)
{
    [Fact]
    public async Task A_unit_that_went_through_the_motions_shows_every_sign_and_each_opens_to_its_reviews()
    {
        string[] texts = ["Hoàn thành tốt nhiệm vụ.", "HOÀN THÀNH TỐT NHIỆM VỤ", "Làm khác."];
        var (cycle, cell, reviews) = await register.DecidedAsync(
            RegisterFixture.Levels((3, Level.Excellent)), self: i => RegisterFixture.Self(texts[i], task: i == 0 ? 700 : 600, onTime: i == 0 ? 8 : 9, evidence: i == 0));
        var signs = await ListAsync(cycle, pageSize: 2);
        Assert.Equal(
            [(Kind.ExcellentAboveCap, 3L, 0L), (Kind.AllEqual, 3, 3), (Kind.NoEvidence, 2, 0), (Kind.IdenticalTexts, 2, 1), (Kind.ScoreFarFromFacts, 1, 10), (Kind.FiledOnOneDay, 3, 3)],
            signs.Select(sign => (sign.Kind, sign.Count, sign.Limit)));
        Assert.Equal(["R-REV-5", "R-REV-6", "R-REV-6", "R-REV-6", "R-REV-1", "R-REV-6"], signs.Select(sign => sign.Rule));
        Assert.Equal("2 of 3 reviews share their text with another.", signs[3].Summary);
        Assert.All(signs, sign => Assert.Equal((cell.Name, 3L), (sign.Unit, sign.Total)));
        foreach (var sign in signs)
        {
            Assert.Equal(sign.Count, (await OpenAsync(cycle, sign)).Count);
        }

        Assert.Equal([reviews[0].Name, reviews[1].Name], await OpenAsync(cycle, signs[3]));
        Assert.Equal([reviews[0].Name], await OpenAsync(cycle, signs[4]));
    }

    [Fact]
    public async Task A_unit_that_worked_shows_none()
    {
        var (cycle, _, _) = await register.DecidedAsync(RegisterFixture.Levels((1, Level.Good), (1, Level.Completed)), self: i => RegisterFixture.Self(task: 700));
        Assert.Empty(await ListAsync(cycle));
    }

    [Fact]
    public async Task Units_keep_apart_and_a_cell_sees_its_own()
    {
        var committee = await register.CreateAsync(register.Committee());
        var cycle = await register.CycleAsync(committee);
        var cells = new List<Organization>();
        for (var i = 0; i < 3; i++)
        {
            cells.Add(await register.CellUnderAsync(committee));
            await register.FileAsync(cycle, await register.MemberAsync(cells[i]), RegisterFixture.Self("Giống nhau", task: 700, evidence: i == 1));
            await register.FileAsync(cycle, cells[i].Name, RegisterFixture.Self("Giống nhau", task: 700));
        }

        var signs = await ListAsync(cycle, pageSize: 1);
        // Members of different cells do not share a text; the collectives under one committee do.
        Assert.Equal(
            [$"{cells[0].Name} Member NoEvidence 1", $"{cells[2].Name} Member NoEvidence 1", $"{committee.Name} Collective FiledOnOneDay 3", $"{committee.Name} Collective IdenticalTexts 3"],
            signs.Select(sign => $"{sign.Unit} {sign.SubjectKind} {sign.Kind} {sign.Count}").OrderBy(line => !line.Contains("Member", StringComparison.Ordinal)).ThenBy(line => cells.FindIndex(cell => line.StartsWith(cell.Name, StringComparison.Ordinal))).ThenBy(line => line));
        var own = (await register.Cycles.ListReviewSignsAsync(new ListReviewSignsRequest { Parent = cycle.Name }, register.As("secretary", cells[2].Name))).Signs;
        Assert.Equal([cells[2].Name], own.Select(sign => sign.Unit));
        (await Refusal.OfAsync(register.Cycles.ListReviewSignsAsync(new ListReviewSignsRequest { Parent = cycle.Name }, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private async Task<List<ReviewSign>> ListAsync(ReviewCycle cycle, int pageSize = 0)
    {
        var (signs, request) = (new List<ReviewSign>(), new ListReviewSignsRequest { Parent = cycle.Name, PageSize = pageSize });
        do
        {
            var page = await register.Cycles.ListReviewSignsAsync(request, register.Board);
            signs.AddRange(page.Signs);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return signs;
    }

    private async Task<IReadOnlyList<string>> OpenAsync(ReviewCycle cycle, ReviewSign sign) => [.. (await register.Reviews.ListReviewsAsync(
        new ListReviewsRequest { Parent = cycle.Name, Unit = sign.Unit, SubjectKind = sign.SubjectKind, Sign = sign.Kind }, register.Board)).Reviews.Select(review => review.Name)];
}
