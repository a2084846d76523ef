using DienBien.Membership.V1;
using DienBien.Platform.Tests.Rules;
using Grpc.Core;
using Xunit;
using Level = DienBien.Membership.V1.Review.Types.Level;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class ListReviewCapsTests(RegisterFixture register)
{
    [Theory]
    [Rule("R-REV-5")]
    [InlineData(8, 40, false)]
    [InlineData(9, 40, true)]
    [InlineData(0, 4, false)]
    [InlineData(1, 4, true)]
    public async Task What_exceeds_the_cap_is_listed_with_its_figures(int excellent, int good, bool exceeded)
    {
        var (cycle, _, reviews) = await register.DecidedAsync(RegisterFixture.Levels((excellent, Level.Excellent), (good, Level.Good)));
        var cap = Assert.Single(await ListAsync(cycle));
        Assert.Equal((excellent, good, good, good / 5, exceeded), (cap.Excellent, cap.Good, cap.Base, cap.Allowed, cap.Exceeded));
        Assert.Equal(("VILLAGE", Review.Types.SubjectKind.Member, "R-REV-5", "1/5", false), (cap.TaskGroup, cap.SubjectKind, cap.Rule, cap.Share, cap.Blocks));
        Assert.Equal(excellent, reviews.Count(review => review.Decision.Level == Level.Excellent));
    }

    [Fact]
    [Rule("R-REV-5")]
    public async Task Each_group_of_similar_tasks_has_its_own_cap()
    {
        var cell = await register.CellAsync();
        var cycle = await register.CycleAsync(cell);
        await register.FileAsync(cycle, await register.MemberAsync(cell), group: "can-bo");
        await register.FileAsync(cycle, await register.MemberAsync(cell), group: "dang-vien");
        await register.FileAsync(cycle, cell.Name, group: "can-bo");
        var request = new ListReviewCapsRequest { Parent = cycle.Name, PageSize = 2 };
        var first = await register.Cycles.ListReviewCapsAsync(request, register.Board);
        var second = await register.Cycles.ListReviewCapsAsync(new ListReviewCapsRequest(request) { PageToken = first.NextPageToken }, register.Board);
        Assert.Equal(["can-bo Collective", "can-bo Member", "dang-vien Member"], first.Caps.Concat(second.Caps).Select(cap => $"{cap.TaskGroup} {cap.SubjectKind}"));
        Assert.Equal("", second.NextPageToken);
    }

    [Fact]
    public async Task Counts_over_a_cycle_are_for_those_who_see_all_of_it()
    {
        var committee = await register.CreateAsync(register.Committee());
        var cell = await register.CellUnderAsync(committee);
        var cycle = await register.OpenCycleAsync(committee);
        var request = new ListReviewCapsRequest { Parent = cycle.Name };
        (await Refusal.OfAsync(register.Cycles.ListReviewCapsAsync(request, register.As("secretary", cell.Name)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        Assert.Empty((await register.Cycles.ListReviewCapsAsync(request, register.As("secretary", committee.Name))).Caps);
    }

    private async Task<IReadOnlyList<ReviewCap>> ListAsync(ReviewCycle cycle) => (await register.Cycles.ListReviewCapsAsync(new ListReviewCapsRequest { Parent = cycle.Name }, register.Board)).Caps;
}
