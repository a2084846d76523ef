using DienBien.Indicators.V1;
using DienBien.Platform.Shared.Calendar;
using Grpc.Core;

namespace DienBien.Platform.Indicators.Values;

internal sealed partial class IndicatorApi
{
    public override Task<ListIndicatorsResponse> ListIndicators(ListIndicatorsRequest request, ServerCallContext context)
    {
        var policy = IndicatorPolicy.On(clock.Today());
        return Task.FromResult(new ListIndicatorsResponse
        {
            Indicators =
            {
                policy.Indicators.Select(i => new Indicator
                {
                    Name = $"indicators/{i.Code}",
                    DisplayName = i.Name,
                    DisplayNameEn = i.NameEn,
                    NumeratorText = i.NumeratorText,
                    DenominatorText = i.DenominatorText,
                    Target = policy.TargetOf(i, true),
                    Clause = i.Clause,
                }),
            },
        });
    }
}
