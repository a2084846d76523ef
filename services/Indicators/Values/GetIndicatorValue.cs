using DienBien.Indicators.V1;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;

namespace DienBien.Platform.Indicators.Values;

internal sealed partial class IndicatorApi
{
    public override Task<IndicatorValue> GetIndicatorValue(GetIndicatorValueRequest request, ServerCallContext context)
    {
        var (organization, code) = Parse(request.Name);
        var check = new Check();
        var (day, known) = Times(check, request.AsOf, request.KnownAt);
        check.OrThrow();
        return database.SnapshotAsync(async session =>
        {
            var question = await AskAsync(session, organization, day, known);
            return (await ValuesAsync(session, organization, question, question.Policy.Indicators.Where(i => i.Code == code)))[0];
        }, context.CancellationToken);
    }
}
