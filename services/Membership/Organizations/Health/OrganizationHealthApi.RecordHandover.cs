using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations.Health;

internal sealed partial class OrganizationHealthApi
{
    public override Task<Organization> RecordHandover(RecordHandoverRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.Date(request.HandedOverOn, "handed_over_on");
        check.That(day <= clock.Today(), "handed_over_on", "DATE_IN_FUTURE").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var row = await OrganizationStore.RequireAsync(work, request.Name, context.Access().Scope);
            if (row.DissolvedOn is null || day < row.DissolvedOn)
            {
                throw Problems.Precondition("name", "NOT_DISSOLVED", DissolutionDeadline.Rule);
            }

            await DeadlineBook.CloseAsync(work, request.Name, day, DissolutionDeadline.Rule);
            work.Audit(request.Name, row.Id, request.ToByteArray());
            return row.ToProto();
        });
    }
}
