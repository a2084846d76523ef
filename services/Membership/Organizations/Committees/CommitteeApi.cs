using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations.Health;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Data;
using Grpc.Core;

namespace DienBien.Platform.Membership.Organizations.Committees;

/// <summary>Committees, their terms and offices; one file an RPC.</summary>
internal sealed partial class CommitteeApi(Database database, Commands commands, PageTokens pages, TimeProvider clock) : CommitteeService.CommitteeServiceBase
{
    /// <summary>Refuses what a well sourced rule forbids; anything else is told in a header of the answer.</summary>
    private static RuleFinding? Judge(RuleFinding? finding, string field) => finding is { Blocks: true } ? throw finding.ToProblem(field) : finding;

    private static Task WarnAsync(ServerCallContext context, RuleFinding? finding) =>
        finding is null ? Task.CompletedTask : context.WriteResponseHeadersAsync(new Metadata { { "platform-warning", finding.Warning } });
}
