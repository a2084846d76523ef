using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Membership.Duplicates;

internal sealed partial class DuplicateApi
{
    private const int MaxStatement = 255;

    public override Task<DuplicateCase> DismissDuplicateCase(DismissDuplicateCaseRequest request, ServerCallContext context)
    {
        var check = new Check();
        var statement = check.Text(request.Statement, "statement", MaxStatement);
        check.OrThrow();
        return commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var before = await DuplicateStore.RequireAsync(work, request.Name, context.Access().Scope);
            Etags.Check(request.Etag, before.Version);
            return before.State == DuplicateRow.Open
                ? (await DuplicateStore.ReplaceAsync(work, before, before with { State = DuplicateRow.Dismissed, Statement = statement })).ToProto()
                : throw Problems.Precondition("name", "DUPLICATE_CASE_CLOSED");
        });
    }
}
