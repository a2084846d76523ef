using DienBien.Membership.V1;
using DienBien.Platform.Membership.Organizations;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Feed;
using DienBien.Platform.Shared.Policies;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DienBien.Platform.Membership.Rulebook;

internal sealed partial class PolicyApi
{
    public override async Task<PolicyDecision> CreatePolicyDecision(CreatePolicyDecisionRequest request, ServerCallContext context)
    {
        new Check().That(request.PolicyDecision is not null, "policy_decision", "FIELD_REQUIRED").OrThrow();
        var decision = DecisionInput.Read(request.PolicyDecision!, clock.Today());
        var created = await commands.RunAsync(context, request, request.RequestId, async work =>
        {
            var organization = await OrganizationStore.RequireAsync(work, request.Parent, context.Access().Scope);
            if (organization.ParentId is not null)
            {
                throw Problems.Precondition("parent", "ROOT_EXPECTED");
            }

            var stored = new PolicyDecision(decision) { CreateTime = work.Now.ToTimestamp() };
            if (!await PolicyDecisionRow.Of(stored.ToOverride(), work.Now).StoreAsync(work))
            {
                throw Problems.AlreadyExists("policy_decision.decision", "DECISION_TAKEN");
            }

            // Only now: the same request again is no second decision.
            DecisionInput.Try(stored.ToOverride());
            work.Emit($"policies/{stored.Policy}", organization.Id, new PolicyDecided { PolicyDecision = stored });
            work.Audit($"policies/{stored.Policy}", organization.Id, stored.ToByteArray());
            return stored;
        }, request.ValidateOnly);
        if (!request.ValidateOnly)
        {
            await book.TakeAsync(context.CancellationToken);
        }

        return created;
    }
}
