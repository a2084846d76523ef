using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using CycleState = DienBien.Membership.V1.ReviewCycle.Types.State;
using Kind = DienBien.Membership.V1.Review.Types.SubjectKind;
using Level = DienBien.Membership.V1.Review.Types.Level;
using State = DienBien.Membership.V1.Review.Types.State;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewApi
{
    public override Task<Review> DecideReview(DecideReviewRequest request, ServerCallContext context)
    {
        var check = new Check();
        check.That(request.Decision is not null, "decision", "FIELD_REQUIRED").OrThrow();
        var decision = request.Decision!;
        var level = check.Name(decision.Level, "decision.level", required: true);
        var day = check.Date(decision.DecidedOn, "decision.decided_on");
        var note = check.Lines(decision.Note, "decision.note", required: false);
        check.That(day <= clock.Today(), "decision.decided_on", "DATE_IN_FUTURE")
            .That(decision.Voters >= 0, "decision.voters", "REVIEW_VOTES")
            .That(decision.InFavour >= 0 && decision.InFavour <= decision.Voters, "decision.in_favour", "REVIEW_VOTES")
            .OrThrow();
        return ChangeAsync(context, request, request.RequestId, request.Name, request.Etag, CycleState.Decision, async (session, cycle, before) =>
        {
            if (before.Stands == State.SelfReviewed)
            {
                throw Problems.Precondition("name", "REVIEW_NOT_VERIFIED", "R-REV-6");
            }

            if (day < cycle.OpenedOn)
            {
                throw Problems.Invalid("decision.decided_on", "REVIEW_BEFORE_OPENING");
            }

            if (decision.Level != Level.NotRated && before.Of == Kind.Member && !await IsRatedAsync(session, cycle, before, day))
            {
                throw Problems.Precondition("decision.level", "REVIEW_NOT_RATED", "R-REV-6");
            }

            return before with { State = EnumNames.Of(State.Decided), Level = level, DecidedOn = day, InFavour = decision.InFavour, Voters = decision.Voters };
        }, texts => texts with { Note = note });
    }

    // Who may see the review may decide it, wherever the member belongs by now.
    private static async Task<bool> IsRatedAsync(Session session, CycleRow cycle, ReviewRow review, DateOnly day) =>
        await Rating.IsRatedAsync(session, await MemberStore.GetAsync(session, review.SubjectId), day, cycle.Policy);
}
