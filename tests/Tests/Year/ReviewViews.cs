using DienBien.Membership.V1;

namespace DienBien.Platform.Tests.Year;

/// <summary>The yearly review: its state, what was filed and decided, caps and signs.</summary>
internal static class ReviewViews
{
    public static IEnumerable<View> All =>
    [
        new View("review cycle", Reach.Now, (truth, _) => truth.Cycle == default ? [] : [$"{truth.Cycle}"], CycleAsync),
        new View("reviews", Reach.Now, (truth, _) => truth.Reviews.Select(entry => $"{entry.Key} {entry.Value.Unit} {entry.Value.Group} {entry.Value.State} {entry.Value.Level}"), ReviewsAsync),
        new View("review caps", Reach.Now, (truth, _) => truth.Caps(), CapsAsync),
        new View("review signs", Reach.Now, (truth, _) => truth.Signs(), SignsAsync),
    ];

    private static async Task<IEnumerable<string>> CycleAsync(YearWorld world, Moment at) =>
        (await world.Cycles.ListReviewCyclesAsync(new ListReviewCyclesRequest { Parent = world.Names["NT"] }, world.Board)).ReviewCycles.Select(cycle => $"{cycle.State}");

    private static async Task<IEnumerable<string>> ReviewsAsync(YearWorld world, Moment at)
    {
        if (!world.Names.Knows("review"))
        {
            return [];
        }

        var found = await View.PagesAsync(async token =>
        {
            var page = await world.Reviews.ListReviewsAsync(new ListReviewsRequest { Parent = world.Names["review"], PageSize = 6, PageToken = token }, world.Board);
            return (page.Reviews, page.NextPageToken);
        });
        return found.Select(review => $"{world.Names.Of(review.Subject)} {world.Names.Of(review.Unit)} {review.TaskGroup} {review.State} {review.Decision?.Level ?? default}");
    }

    private static async Task<IEnumerable<string>> CapsAsync(YearWorld world, Moment at) => !world.Names.Knows("review") ? [] :
        (await world.Cycles.ListReviewCapsAsync(new ListReviewCapsRequest { Parent = world.Names["review"] }, world.Board)).Caps
            .Where(cap => cap.Rated > 0)
            .Select(cap => $"{cap.TaskGroup} {cap.SubjectKind} {cap.Excellent} of {cap.Good}: {cap.Allowed}{(cap.Exceeded ? " exceeded" : "")}");

    private static async Task<IEnumerable<string>> SignsAsync(YearWorld world, Moment at)
    {
        if (!world.Names.Knows("review"))
        {
            return [];
        }

        var lines = new List<string>();
        foreach (var sign in (await world.Cycles.ListReviewSignsAsync(new ListReviewSignsRequest { Parent = world.Names["review"], PageSize = 1_000 }, world.Board)).Signs)
        {
            var opened = await world.Reviews.ListReviewsAsync(new ListReviewsRequest { Parent = world.Names["review"], Unit = sign.Unit, SubjectKind = sign.SubjectKind, Sign = sign.Kind, PageSize = 1_000 }, world.Board);
            var line = $"{world.Names.Of(sign.Unit)} {sign.SubjectKind} {sign.Kind} {sign.Count} of {sign.Total}";
            lines.Add(opened.Reviews.Count == sign.Count ? line : $"{line}, but {opened.Reviews.Count} behind it");
        }

        return lines;
    }
}
