using DienBien.Membership.V1;
using Grpc.Core;
using Xunit;

namespace DienBien.Platform.Tests.Membership.Reviews;

[Collection(SharedRegister.Name)]
public sealed class ListReviewCyclesTests(RegisterFixture register)
{
    [Fact]
    public async Task Cycles_come_with_those_above_the_latest_year_first_page_by_page()
    {
        var committee = await register.CreateAsync(register.Committee());
        var cell = await register.CellUnderAsync(committee);
        var above = await register.OpenCycleAsync(committee, 2025);
        var own = await register.OpenCycleAsync(cell, 2026);
        var older = await register.OpenCycleAsync(cell, 2024);
        var secretary = register.As("secretary", cell.Name);
        var request = new ListReviewCyclesRequest { PageSize = 2 };
        var first = await register.Cycles.ListReviewCyclesAsync(request, secretary);
        var second = await register.Cycles.ListReviewCyclesAsync(new ListReviewCyclesRequest(request) { PageToken = first.NextPageToken }, secretary);
        Assert.Equal([own.Name, above.Name, older.Name], first.ReviewCycles.Concat(second.ReviewCycles).Select(cycle => cycle.Name));
        Assert.Equal("", second.NextPageToken);
        Assert.All(first.ReviewCycles, cycle => Assert.Empty(cycle.Steps));
        Assert.Equal([above.Name], (await register.Cycles.ListReviewCyclesAsync(new ListReviewCyclesRequest { Parent = cell.Name, Year = 2025 }, register.Board)).ReviewCycles.Select(cycle => cycle.Name));
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_elsewhere_is_not_found()
    {
        var wrong = new ListReviewCyclesRequest { PageSize = -1, PageToken = "x" };
        (await Refusal.OfAsync(register.Cycles.ListReviewCyclesAsync(wrong, register.Board))).IsInvalid("page_size PAGE_SIZE_NEGATIVE", "page_token PAGE_TOKEN_INVALID");
        var outside = new ListReviewCyclesRequest { Parent = RegisterFixture.MuongPhang };
        (await Refusal.OfAsync(register.Cycles.ListReviewCyclesAsync(outside, register.As("clerk", RegisterFixture.NaTau)))).Is(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }
}
