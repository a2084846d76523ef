using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using State = DienBien.Membership.V1.ReviewCycle.Types.State;

namespace DienBien.Platform.Membership.Reviews;

internal sealed partial class ReviewCycleApi
{
    private const int FirstYear = 2000;

    private const string SelectYear = "SELECT c.id FROM review_cycles c WHERE c.organization_id = @id AND c.year = @year";

    public override Task<ReviewCycle> OpenReviewCycle(OpenReviewCycleRequest request, ServerCallContext context)
    {
        var (check, today) = (new Check(), clock.Today());
        check.That(request.ReviewCycle is not null, "review_cycle", "FIELD_REQUIRED").OrThrow();
        var year = request.ReviewCycle!.Year;
        check.That(year >= FirstYear && year <= today.Year, "review_cycle.year", "REVIEW_YEAR");
        var opened = check.OptionalDate(request.ReviewCycle.OpenedOn, "review_cycle.opened_on") ?? today;
        check.That(opened <= today, "review_cycle.opened_on", "DATE_IN_FUTURE").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var organization = await OrganizationStore.RequireAsync(work, request.Parent, context.Access().Scope);
            if (!await OrganizationStore.HoldAsync(work, organization.Id))
            {
                throw Problems.Precondition("parent", "ORGANIZATION_DISSOLVED");
            }

            if (await work.FindAsync<string>(SelectYear, new { id = organization.Id, year }) is not null)
            {
                throw Problems.AlreadyExists("review_cycle.year", "REVIEW_CYCLE_EXISTS");
            }

            var row = new CycleRow
            {
                Id = Ids.New(),
                OrganizationId = organization.Id,
                Year = year,
                State = EnumNames.Of(State.Open),
                PolicyVersion = ReviewPolicy.On(opened).Version.Version,
                OpenedOn = opened,
                Version = 1,
                CreateTime = work.Now,
                UpdateTime = work.Now,
            };
            var cycle = await CycleStore.AddAsync(work, row);
            await ReviewDeadlines.OpenResultsAsync(work, row);
            return cycle;
        });
    }
}
