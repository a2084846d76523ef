using DienBien.Indicators.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Indicators.Values;

internal sealed partial class IndicatorApi
{
    public override Task<ListIndicatorValuesResponse> ListIndicatorValues(ListIndicatorValuesRequest request, ServerCallContext context)
    {
        var organization = ResourceName.Require(ResourceName.Organizations, request.Parent);
        var check = new Check();
        var (day, known) = Times(check, request.AsOf, request.KnownAt);
        check.OrThrow();
        return database.SnapshotAsync(async session =>
        {
            var question = await AskAsync(session, organization, day, known);
            return new ListIndicatorValuesResponse { IndicatorValues = { await ValuesAsync(session, organization, question, question.Policy.Indicators) } };
        }, context.CancellationToken);
    }
}
