using DienBien.Membership.V1;
using DienBien.Platform.Membership.Members;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using Google.Protobuf;
using Grpc.Core;
using Role = DienBien.Membership.V1.OrganizationAct.Types.Part.Types.Role;

namespace DienBien.Platform.Membership.Organizations.Acts;

/// <summary>Dated acts on the tree of organisations; one file an RPC.</summary>
internal sealed partial class OrganizationActApi(Database database, Commands commands, PageTokens pages, ScopeResolver resolver, CardVault vault, TimeProvider clock)
    : OrganizationActService.OrganizationActServiceBase
{
    private async Task<OrganizationActResult> RunAsync(ServerCallContext context, IMessage request, ActRequest common, ActFrame frame, Func<ActWriter, Task> body)
    {
        var result = await commands.RunAsync(context, request, common.RequestId, async work =>
        {
            var scope = context.Access().Scope;
            var parent = await OrganizationStore.RequireAsync(work, common.Parent, scope);
            var writer = await ActWriter.BeginAsync(work, vault, clock, scope, parent, frame);
            await body(writer);
            return await writer.FinishAsync(common.Limit == 0 ? PageTokens.DefaultSize : Math.Min(common.Limit, PageTokens.MaxSize));
        }, common.ValidateOnly);
        resolver.Forget();
        return common.ValidateOnly ? Foretold(result) : result;
    }

    /// <summary>What was not stored has neither a name nor a time.</summary>
    private static OrganizationActResult Foretold(OrganizationActResult result)
    {
        (result.Act.Name, result.Act.CreateTime) = ("", null);
        var added = result.Act.Parts.Where(part => part.Role == Role.NewSuccessor).ToList();
        foreach (var move in result.Members.Concat(result.Organizations).Concat(result.Villages).Where(move => added.Exists(part => part.Organization == move.ToOrganization)))
        {
            move.ToOrganization = "";
        }

        foreach (var finding in result.Findings.Where(finding => added.Exists(part => part.Organization == finding.Organization)))
        {
            finding.Organization = "";
        }

        added.ForEach(part => part.Organization = "");
        return result;
    }

    /// <summary>What the requests of all acts have in common.</summary>
    private readonly record struct ActRequest(string Parent, string RequestId, bool ValidateOnly, int Limit = 0);
}
