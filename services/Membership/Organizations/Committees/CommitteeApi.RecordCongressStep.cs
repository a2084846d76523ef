using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Organizations.Health;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Step = DienBien.Membership.V1.RecordCongressStepRequest.Types.Step;

namespace DienBien.Platform.Membership.Organizations.Committees;

internal sealed partial class CommitteeApi
{
    public override Task<CommitteeTerm> RecordCongressStep(RecordCongressStepRequest request, ServerCallContext context)
    {
        var check = new Check();
        check.Name(request.Step, "step", required: true);
        var day = check.Date(request.TakenOn, "taken_on");
        check.That(day <= clock.Today(), "taken_on", "DATE_IN_FUTURE").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var term = await CommitteeStore.HoldAsync(work, request.Name, context.Access().Scope);
            if (term.CongressOn is null || day < term.CongressOn)
            {
                throw Problems.Precondition("taken_on", "BEFORE_CONGRESS", "R-ORG-15");
            }

            await DeadlineBook.CloseAsync(work, term.Name, day, "R-ORG-15");
            var organization = await OrganizationStore.GetAsync(work, term.OrganizationId);
            // The superior approves, the organisation itself hands over.
            (string Turn, string Parameter, string Event)? next = request.Step switch
            {
                Step.Reported => (organization.ParentId ?? organization.Id, "congressApproval", "CONGRESS_REPORT"),
                Step.Approved => (organization.Id, "congressHandover", "CONGRESS_APPROVAL"),
                _ => null,
            };
            if (next is { } due && day >= WorkingDays.Vietnam.FirstDay)
            {
                await DeadlineBook.OpenAsync(work, new Case(term.Name, due.Turn), HealthPolicy.Pinned(term.PolicyVersion).Version, due.Parameter, due.Event, day);
            }

            return await CommitteeStore.PublishAsync(work, term);
        });
    }
}
