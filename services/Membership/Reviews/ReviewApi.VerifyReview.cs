using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using CycleState = DienBien.Membership.V1.ReviewCycle.Types.State;
using Kind = DienBien.Membership.V1.Review.Types.SubjectKind;
using State = DienBien.Membership.V1.Review.Types.State;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewApi
{
    public override Task<Review> VerifyReview(VerifyReviewRequest request, ServerCallContext context)
    {
        var check = new Check();
        check.That(request.Verification is not null, "verification", "FIELD_REQUIRED").OrThrow();
        var verification = request.Verification!;
        var opinion = check.Lines(verification.Opinion, "verification.opinion");
        check.OrThrow();
        return ChangeAsync(context, request, request.RequestId, request.Name, request.Etag, CycleState.Verification, (_, cycle, before) =>
        {
            ReviewInput.RequireScores(cycle.Policy, verification.GeneralTenths, verification.TaskTenths, "verification");
            if (verification.Disciplined && before.Of != Kind.Collective)
            {
                throw Problems.Invalid("verification.disciplined", "REVIEW_COLLECTIVE_ONLY", "R-REV-3");
            }

            if (before.Stands == State.Decided)
            {
                throw Problems.Precondition("name", "REVIEW_DECIDED", "R-REV-6");
            }

            return Task.FromResult(before with
            {
                State = EnumNames.Of(State.Verified),
                VerifiedOn = clock.Today(),
                VerifiedGeneral = verification.GeneralTenths,
                VerifiedTask = verification.TaskTenths,
                Disciplined = verification.Disciplined,
            });
        }, texts => texts with { Opinion = opinion });
    }
}
