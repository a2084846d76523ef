using DienBien.Indicators.V1;
using DienBien.Platform.Shared;
using Grpc.Core;

namespace DienBien.Platform.Indicators.Values;

internal sealed partial class IndicatorApi
{
    public override Task<ListIndicatorValuesResponse> ListIndicatorValues(ListIndicatorValuesRequest request, ServerCallContext context) =>
        database.SnapshotAsync(async session =>
        {
            var organization = ResourceName.Require(ResourceName.Organizations, request.Parent);
            var question = await AskAsync(session, organization, request.AsOf, request.KnownAt);
            return new ListIndicatorValuesResponse { IndicatorValues = { await ValuesAsync(session, organization, question, question.Policy.Indicators) } };
        }, context.CancellationToken);
}
