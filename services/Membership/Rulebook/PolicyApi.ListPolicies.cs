using DienBien.Membership.V1;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Policies;
using Grpc.Core;
using Contract = DienBien.Membership.V1.PublishedPolicy;

namespace DienBien.Platform.Membership.Rulebook;

internal sealed partial class PolicyApi
{
    public override Task<ListPoliciesResponse> ListPolicies(ListPoliciesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var day = check.OptionalDate(request.AsOf, "as_of");
        var page = pages.Read(check, request.PageSize, request.PageToken, request, context.Access().Caller);
        check.OrThrow();
        var list = page.Of(RegisterPolicies.All.Policies, policy => [policy.Code]);
        var next = pages.Next(page, list, policy => [policy.Code]);
        return Task.FromResult(new ListPoliciesResponse { Policies = { list.Select(policy => Shown(policy, day)) }, NextPageToken = next });
    }

    private static Contract Shown(Policy policy, DateOnly? day) => new()
    {
        Code = policy.Code,
        Title = policy.Title,
        Fixed = policy.IsFixed,
        Versions = { policy.Versions.Where(version => day is null || (version.ValidFrom <= day && (version.ValidTo is null || version.ValidTo >= day))).Select(Shown) },
    };

    private static Contract.Types.Version Shown(PolicyVersion version) => new()
    {
        Label = version.Version,
        ValidFrom = IsoDate.Of(version.ValidFrom),
        ValidTo = IsoDate.Of(version.ValidTo),
        Source = version.Source,
        Parameters =
        {
            version.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).Select(parameter => new Contract.Types.Parameter
            {
                Name = parameter.Key,
                Value = parameter.Value.Value.GetRawText(),
                Rule = parameter.Value.Rule,
                Clause = parameter.Value.Clause,
                Confidence = parameter.Value.Confidence,
                Blocks = parameter.Value.Effect == Effect.Block,
            }),
        },
    };
}
