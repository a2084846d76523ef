using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Policies;
using Grpc.Core;
using Level = DienBien.Membership.V1.MemberFact.Types.Complaint.Types.Level;
using Outcome = DienBien.Membership.V1.MemberFact.Types.Complaint.Types.Outcome;

namespace DienBien.Platform.Membership.Life;

internal sealed partial class MemberFactApi
{
    public override Task<MemberFact> FileComplaint(FileComplaintRequest request, ServerCallContext context)
    {
        var (check, today) = (new Check(), clock.Today());
        var level = check.Name(request.Level, "level", required: true);
        var received = check.OptionalDate(request.ReceivedOn, "received_on");
        var filed = check.Date(request.FiledOn, "filed_on");
        check.That(filed <= today, "filed_on", "DATE_IN_FUTURE").That(received is null || received <= filed, "filed_on", "COMPLAINT_BEFORE_DECISION").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var (member, fact) = await FactStore.RequireAsync(work, request.Name, context.Access().Scope);
            var past = await ComplaintStore.OfFactAsync(work, fact.Id);
            if (fact.KindValue != MemberFact.Types.Kind.Deleted || past.Exists(row => row.Result == Outcome.Waiting))
            {
                throw Problems.Precondition("name", past.Count > 0 ? "COMPLAINT_WAITING" : "COMPLAINT_NOT_OF_DELETION", "R-DEL-5");
            }

            if (received < (past.LastOrDefault()?.SettledOn ?? fact.ValidFrom))
            {
                throw Problems.Precondition("received_on", "COMPLAINT_BEFORE_DECISION", "R-DEL-5");
            }

            var policy = LifeRules.Version(fact.PolicyVersion);
            var refusal = LifeRules.RefusalOf(policy, received, filed, !request.OnBehalf, past.Exists(row => row.LevelValue == Level.Centre));
            new Findings(policy).That(refusal is null, "filed_on", "COMPLAINT_" + refusal, "complaintRefusals").OrThrow();
            var row = new ComplaintRow { Id = Ids.New(), FactId = fact.Id, Level = level, ReceivedOn = received!.Value, FiledOn = filed, RecordedAt = work.Now };
            await ComplaintStore.AddAsync(work, member, fact, row);
            await DeadlineBook.ActedAsync(work, fact.Name, filed);
            var settler = await SettlerAsync(work, policy, member.OrganizationId, request.Level);
            await DeadlineBook.OpenAsync(work, new Case(fact.Name, settler, member.Id), policy, request.Level == Level.Centre ? "settleCentre" : "settleProvince", "COMPLAINT_FILED", filed);
            return fact.With([.. past, row]);
        });
    }

    /// <summary>Whose turn it is: the nearest committee above the cell that may; what goes to the centre, the province watches.</summary>
    private static async Task<string> SettlerAsync(Session session, PolicyVersion policy, string organization, Level level)
    {
        var line = await Ancestry.OfAsync(session, (await OrganizationStore.GetAsync(session, organization)).Path);
        return level == Level.Centre ? line[0].Id : line.Last(row => policy.Strings("complaintTo").Contains(row.Kind)).Id;
    }
}
