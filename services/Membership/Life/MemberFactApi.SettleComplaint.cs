using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Level = DienBien.Membership.V1.MemberFact.Types.Complaint.Types.Level;
using Outcome = DienBien.Membership.V1.MemberFact.Types.Complaint.Types.Outcome;

namespace DienBien.Platform.Membership.Life;

internal sealed partial class MemberFactApi
{
    public override Task<MemberFact> SettleComplaint(SettleComplaintRequest request, ServerCallContext context)
    {
        var check = new Check();
        var settled = check.Date(request.SettledOn, "settled_on");
        var document = check.Text(request.Document, "document", 63);
        check.That(settled <= clock.Today(), "settled_on", "DATE_IN_FUTURE");
        var chosen = Chosen(check, request.Organization);
        check.OrThrow();
        var scope = context.Access().Scope;
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var (member, fact) = await FactStore.RequireAsync(work, request.Name, scope);
            var complaints = await ComplaintStore.OfFactAsync(work, fact.Id);
            if (complaints.LastOrDefault() is not { Result: Outcome.Waiting } waiting)
            {
                throw Problems.Precondition("name", "COMPLAINT_NONE", "R-DEL-5");
            }

            if (settled < waiting.FiledOn)
            {
                throw Problems.Precondition("settled_on", "STEP_BEFORE_STAGE");
            }

            var answered = waiting with { Outcome = EnumNames.Of(request.Upheld ? Outcome.Upheld : Outcome.Dismissed), SettledOn = settled, Document = document };
            await ComplaintStore.SettleAsync(work, member, fact, answered);
            await DeadlineBook.CloseAsync(work, fact.Name, settled);
            if (request.Upheld)
            {
                fact = await TakeBackAsync(work, member, fact, document, scope, chosen);
            }
            else if (waiting.LevelValue != Level.Centre)
            {
                await DeadlineBook.OpenTimeAsync(work, new Case(fact.Name, member.OrganizationId, member.Id), LifeRules.Version(fact.PolicyVersion), "complaint", "COMPLAINT_ANSWERED", settled);
            }

            return fact.With([.. complaints[..^1], answered]);
        });
    }
}
