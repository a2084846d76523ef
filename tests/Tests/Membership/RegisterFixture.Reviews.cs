using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using Xunit;
using Level = DienBien.Membership.V1.Review.Types.Level;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Tests.Membership;

/// <content>The yearly review.</content>
public sealed partial class RegisterFixture
{
    public ReviewCycleService.ReviewCycleServiceClient Cycles => new(Channel);

    public ReviewService.ReviewServiceClient Reviews => new(Channel);

    /// <summary>The day that the service sees.</summary>
    public static string Today => IsoDate.Of(TimeProvider.System.Today());

    /// <summary>A grassroots committee as a request states it; cells stand under it.</summary>
    public Organization Committee() => new() { Code = NewCode("G"), Kind = Organization.Types.Kind.Grassroots, DisplayName = "Đảng bộ cơ sở Nà Sáng", EstablishedOn = "2015-01-01" };

    /// <summary>A cell of a grassroots committee; villages' cells don't stand there.</summary>
    public Task<Organization> CellUnderAsync(Organization committee) => CreateAsync(Cell(sector: Organization.Types.Sector.Agency), committee.Name);

    public async Task<ReviewCycle> OpenCycleAsync(Organization organization, int year = 2026, string openedOn = "") =>
        await Cycles.OpenReviewCycleAsync(new OpenReviewCycleRequest { Parent = organization.Name, ReviewCycle = new ReviewCycle { Year = year, OpenedOn = openedOn } }, Board);

    /// <summary>A cycle of an organisation in a state.</summary>
    public async Task<ReviewCycle> CycleAsync(Organization organization, State state = State.SelfReview, string openedOn = "") =>
        await AdvanceAsync(await OpenCycleAsync(organization, openedOn: openedOn), state);

    /// <summary>Moves a cycle on until it is in a state.</summary>
    public async Task<ReviewCycle> AdvanceAsync(ReviewCycle cycle, State state)
    {
        while (cycle.State < state)
        {
            cycle = await Cycles.AdvanceReviewCycleAsync(new AdvanceReviewCycleRequest { Name = cycle.Name }, Board);
        }

        return cycle;
    }

    /// <summary>A self-review as a request states it: 85 points, ten tasks done on time.</summary>
    public static SelfReview Self(string? text = null, int general = 250, int task = 600, int assigned = 10, int onTime = 10, bool evidence = true) => new()
    {
        Text = text ?? $"Trong năm đã hoàn thành nhiệm vụ được giao, {Guid.CreateVersion7()}.",
        GeneralTenths = general,
        TaskTenths = task,
        Tasks = new TaskFigures { Assigned = assigned, Done = assigned, OnTime = onTime, Beyond = 0 },
        Evidence = { evidence ? ["Sổ nghị quyết số 12"] : Array.Empty<string>() },
    };

    public async Task<Review> FileAsync(ReviewCycle cycle, string subject, SelfReview? self = null, string group = "") => await Reviews.SubmitSelfReviewAsync(
        new SubmitSelfReviewRequest { Parent = cycle.Name, Review = new Review { Subject = subject, TaskGroup = group, SelfReview = self ?? Self() } }, Board);

    public async Task<Review> VerifyAsync(string review, int general = 250, int task = 600) => await Reviews.VerifyReviewAsync(
        new VerifyReviewRequest { Name = review, Verification = new ReviewVerification { GeneralTenths = general, TaskTenths = task, Opinion = "Nhất trí" } }, Board);

    public async Task<Review> DecideAsync(string review, Level level) => await Reviews.DecideReviewAsync(
        new DecideReviewRequest { Name = review, Decision = new ReviewDecision { Level = level, DecidedOn = Today } }, Board);

    /// <summary>A cycle in decision in which the members of a new cell are decided as stated.</summary>
    public async Task<(ReviewCycle Cycle, Organization Cell, List<Review> Reviews)> DecidedAsync(IReadOnlyList<Level> levels, string openedOn = "", Func<int, SelfReview>? self = null)
    {
        var cell = await CellAsync();
        await ImportAsync("members", MemberHeader + "\n" + string.Join('\n', levels.Select(_ => Line(cell.Code))) + "\n");
        var members = (await Members.ListMembersAsync(new ListMembersRequest { Parent = cell.Name, PageSize = 1_000 }, Board)).Members;
        Assert.Equal(levels.Count, members.Count);
        var cycle = await CycleAsync(cell, openedOn: openedOn);
        var reviews = new List<Review>();
        foreach (var member in members)
        {
            reviews.Add(await FileAsync(cycle, member.Name, self?.Invoke(reviews.Count)));
        }

        cycle = await AdvanceAsync(cycle, State.Verification);
        foreach (var review in reviews)
        {
            await VerifyAsync(review.Name);
        }

        cycle = await AdvanceAsync(cycle, State.Decision);
        for (var i = 0; i < reviews.Count; i++)
        {
            reviews[i] = await DecideAsync(reviews[i].Name, levels[i]);
        }

        return (cycle, cell, reviews);
    }

    public static List<Level> Levels(params (int Count, Level Level)[] parts) => [.. parts.SelectMany(part => Enumerable.Repeat(part.Level, part.Count))];
}
