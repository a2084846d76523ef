using DienBien.Membership.V1;
using DienBien.Platform.Membership.Deadlines;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Admissions;

internal sealed partial class CandidateApi
{
    public override Task<Candidate> WithdrawCandidate(WithdrawCandidateRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.Date(request.WithdrawnOn, "withdrawn_on");
        check.That(day <= clock.Today(), "withdrawn_on", "DATE_IN_FUTURE").OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await CandidateStore.RequireAsync(work, request.Name, context.Access().Scope);
            Etags.Check(request.Etag, before.Version);
            var withdrawn = EnumNames.Of(Candidate.Types.Stage.Withdrawn);
            if (before.MemberId is not null || before.Stage == withdrawn)
            {
                throw Problems.Precondition("name", before.MemberId is null ? "CANDIDATE_WITHDRAWN" : "CANDIDATE_ADMITTED");
            }

            if (day < before.StageSince)
            {
                throw Problems.Precondition("withdrawn_on", "STEP_BEFORE_STAGE");
            }

            await DeadlineBook.CancelAsync(work, before.Name, day);
            await CandidateStore.EraseAsync(work, before);
            return (await CandidateStore.ReplaceAsync(work, before, before with { Stage = withdrawn, StageSince = day }, day)).ToProto();
        });
    }
}
