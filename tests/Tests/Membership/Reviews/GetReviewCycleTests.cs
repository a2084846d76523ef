using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class GetReviewCycleTests(RegisterFixture register)
{
    [Fact]
    public async Task Whoever_works_inside_sees_the_cycle_and_nobody_else()
    {
        var committee = await register.CreateAsync(register.Committee());
        var cell = await register.CellUnderAsync(committee);
        var cycle = await register.OpenCycleAsync(committee);
        var request = new GetReviewCycleRequest { Name = cycle.Name };
        Assert.Equal(cycle, await register.Cycles.GetReviewCycleAsync(request, register.As("secretary", cell.Name)));
        Assert.Equal(cycle, await register.Cycles.GetReviewCycleAsync(request, register.As("clerk", RegisterFixture.NaTau)));
        var elsewhere = await register.CellAsync();
        (await Refusal.OfAsync(register.Cycles.GetReviewCycleAsync(request, register.As("secretary", elsewhere.Name)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        (await Refusal.OfAsync(register.Cycles.GetReviewCycleAsync(request, register.As("clerk", RegisterFixture.MuongPhang)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Theory]
    [InlineData("reviewCycles/1")]
    [InlineData("organizations/01890000-0000-7000-8000-000000003316")]
    public async Task A_name_that_cannot_be_is_not_found(string name) =>
        (await Refusal.OfAsync(register.Cycles.GetReviewCycleAsync(new GetReviewCycleRequest { Name = name }, register.Board))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
}
