using System.Globalization;
using DienBien.Membership.V1;
using Level = DienBien.Membership.V1.Review.Types.Level;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Tests.Year;

/// <content>The yearly review.</content>
public sealed partial class ScriptedYear
{
    /// <summary>Ten members of C16 and the four of C17, and two cells as collectives, with what was decided of each.</summary>
    private static readonly (string Subject, string Unit, string Group, Level Level)[] Reviewed =
    [
        .. Enumerable.Range(1, 10).Select(i => (string.Create(CultureInfo.InvariantCulture, $"16{i:D2}"), "C16", "VILLAGE", i <= 3 ? Level.Excellent : Level.Good)),
        .. Enumerable.Range(1, 4).Select(i => (string.Create(CultureInfo.InvariantCulture, $"17{i:D2}"), "C17", "SCHOOL", Level.Good)),
        ("C02", "NT", "VILLAGE", Level.Excellent), ("C08", "NT", "VILLAGE", Level.Good),
    ];

    private async Task OpenReviewAsync()
    {
        await On("2026-11-02");
        var cycle = await world.Cycles.OpenReviewCycleAsync(new OpenReviewCycleRequest { Parent = Names["NT"], ReviewCycle = new ReviewCycle { Year = 2026 } }, world.Board);
        Names.Add("review", cycle.Name);
        // R-REV-8: by the end of the year; there is such a deadline since there is such a cycle.
        Say(truth => truth.Due("R-REV-8", "review", "NT", "2026-11-02", "2026-12-31", "366-QĐ/TW"), truth => truth.Cycle = State.Open);
        await On("2026-11-03");
        await AdvanceAsync(State.SelfReview);
        // R-REV-6: who is exempt is not rated.
        await RefusedAsync(world.Reviews.SubmitSelfReviewAsync(FilingOf("0206", "Trong năm đã cố gắng."), world.Board), "review.subject REVIEW_NOT_RATED", "R-REV-6");
        foreach (var (subject, unit, group, _) in Reviewed)
        {
            // The teachers hand in on two days, two of them the same text, one without evidence, one with a score far from the tasks.
            if (subject == "1703")
            {
                await On("2026-11-04");
            }

            var (text, bare, far) = (subject is "1701" or "1702" ? "Hoàn thành tốt nhiệm vụ." : $"Kết quả công tác {subject}.", subject == "1703", subject == "1704");
            world.Clock.Tick();
            var review = await world.Reviews.SubmitSelfReviewAsync(FilingOf(subject, text, bare, far), world.Board);
            Names.Add("review of " + subject, review.Name);
            var today = Truth.Text(world.Clock.Today);
            Say(truth => truth.Files(subject, unit, group, today, !bare, text, far));
        }
    }

    private async Task VerifyReviewsAsync()
    {
        await On("2026-11-20");
        await AdvanceAsync(State.Verification);
        foreach (var (subject, _, _, _) in Reviewed)
        {
            var verification = new ReviewVerification { GeneralTenths = 280, TaskTenths = 650, Opinion = "Nhất trí" };
            await world.Reviews.VerifyReviewAsync(new VerifyReviewRequest { Name = Names["review of " + subject], Verification = verification }, world.Board);
            Say(truth => truth.Verified(subject));
        }
    }

    /// <summary>R-REV-5: three excellent beside seven good are too many; it is listed, and nobody is put down.</summary>
    private async Task DecideReviewsAsync()
    {
        await On("2026-12-05");
        await AdvanceAsync(State.Decision);
        foreach (var (subject, _, _, level) in Reviewed)
        {
            await world.Reviews.DecideReviewAsync(new DecideReviewRequest { Name = Names["review of " + subject], Decision = new ReviewDecision { Level = level, DecidedOn = "2026-12-05" } }, world.Board);
            Say(truth => truth.Decided(subject, level));
        }

        await On("2026-12-20");
        await AdvanceAsync(State.Locked);
        Say(truth => truth.Settled("review", "2026-12-20"), truth => truth.Due("R-REV-8", "review", "NT", "2026-12-20", "2027-01-31", "366-QĐ/TW"));
    }

    private async Task AdvanceAsync(State state)
    {
        world.Clock.Tick();
        await world.Cycles.AdvanceReviewCycleAsync(new AdvanceReviewCycleRequest { Name = Names["review"] }, world.Board);
        Say(truth => truth.Cycle = state);
    }

    private SubmitSelfReviewRequest FilingOf(string subject, string text, bool bare = false, bool far = false)
    {
        var self = new SelfReview { Text = text, GeneralTenths = 280, TaskTenths = far ? 450 : 650, Tasks = new TaskFigures { Assigned = 10, Done = 10, OnTime = 10, Beyond = 4 } };
        if (!bare)
        {
            self.Evidence.Add("Sổ nghị quyết số 12");
        }

        return new SubmitSelfReviewRequest { Parent = Names["review"], Review = new Review { Subject = Names[subject], SelfReview = self } };
    }
}
