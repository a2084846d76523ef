using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using CycleState = DienBien.Membership.V1.ReviewCycle.Types.State;
using State = DienBien.Membership.V1.Review.Types.State;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewApi
{
    public override Task<Review> SubmitSelfReview(SubmitSelfReviewRequest request, ServerCallContext context)
    {
        var check = new Check();
        check.That(request.Review is not null, "review", "FIELD_REQUIRED").That(request.Review is null || request.Review.SelfReview is not null, "review.self_review", "FIELD_REQUIRED").OrThrow();
        var (review, self) = (request.Review!, request.Review!.SelfReview!);
        check.That(review.Subject.Length > 0, "review.subject", "FIELD_REQUIRED");
        var group = review.TaskGroup.Length == 0 ? null : check.Code(review.TaskGroup, "review.task_group");
        var text = check.Lines(self.Text, "review.self_review.text");
        var evidence = check.Evidence(self.Evidence, "review.self_review.evidence");
        var tasks = check.Tasks(self.Tasks, "review.self_review.tasks");
        check.OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var (scope, today) = (context.Access().Scope, clock.Today());
            var cycle = await CycleStore.RequireAsync(work, request.Parent, scope);
            var subject = await SubjectFinder.RequireAsync(work, cycle, review.Subject, scope, today);
            ReviewInput.RequireScores(cycle.Policy, self.GeneralTenths, self.TaskTenths, "review.self_review");
            await CycleStore.HoldAsync(work, cycle, CycleState.SelfReview);
            var row = new ReviewRow
            {
                Id = Ids.New(),
                CycleId = cycle.Id,
                SubjectKind = EnumNames.Of(subject.Kind),
                SubjectId = subject.Id,
                OrganizationId = subject.Organization.Id,
                UnitId = subject.UnitId,
                TaskGroup = group ?? subject.UsualGroup,
                State = EnumNames.Of(State.SelfReviewed),
                FiledOn = today,
                TextHash = ReviewInput.Hash(text),
                EvidenceCount = self.Evidence.Count,
                GeneralTenths = self.GeneralTenths,
                TaskTenths = self.TaskTenths,
                FactTenths = Appraisal.FactTenths(cycle.Policy, tasks.Assigned, tasks.OnTime),
                Assigned = tasks.Assigned,
                Done = tasks.Done,
                OnTime = tasks.OnTime,
                Beyond = tasks.Beyond,
                Version = 1,
                CreateTime = work.Now,
                UpdateTime = work.Now,
            };
            if (await ReviewStore.OfSubjectAsync(work, cycle.Id, subject.Id) is not { } before)
            {
                return await ReviewStore.AddAsync(work, row, new TextRow { Id = row.Id, SelfText = text, Evidence = evidence }, cycle.Policy);
            }

            Etags.Check(review.Etag, before.Version);
            return await ReviewStore.ReplaceAsync(
                work, before, row with { Id = before.Id, CreateTime = before.CreateTime },
                texts => new TextRow { Id = texts.Id, SelfText = text, Evidence = evidence }, cycle.Policy);
        });
    }
}
