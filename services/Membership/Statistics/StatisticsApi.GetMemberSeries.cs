using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;
using DienBien.Platform.Shared.Errors;
using Grpc.Core;
using Grain = DienBien.Membership.V1.GetMemberSeriesRequest.Types.Grain;

namespace DienBien.Platform.Membership.Statistics;

internal sealed partial class StatisticsApi
{
    // Ten years of months.
    private const int MaxPoints = 120;

    public override Task<MemberSeries> GetMemberSeries(GetMemberSeriesRequest request, ServerCallContext context)
    {
        var check = new Check();
        var (from, to) = (check.Date(request.From, "from"), check.Date(request.To, "to"));
        check.That(!check.Ok || from <= to, "to", "UNTIL_BEFORE_SINCE");
        var (first, months) = request.Grain == Grain.Year ? (new DateOnly(from.Year, 12, 1), 12) : (new DateOnly(from.Year, from.Month, 1), 1);
        var points = ((request.Grain == Grain.Year ? 12 * (to.Year - from.Year) : Months.Between(from, to)) / months) + 1;
        check.That(!check.Ok || points <= MaxPoints, "to", "SERIES_LONG");
        check.Name(request.Grain, "grain");
        check.OrThrow();
        DateOnly[] days = [.. Enumerable.Range(0, points).Select(i => first.AddMonths(i * months)).Select(month => new DateOnly(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month)))];
        return ReadAsync(request.Parent, context, async (session, scope) =>
        {
            var (original, rebuilt) = await FigureReader.ReadBothAsync(session, scope, days);
            return new MemberSeries { Points = { days.Select((day, i) => new MemberSeries.Types.Point { AsOf = IsoDate.Of(day), Original = Count(original[i]), Rebuilt = Count(rebuilt[i]) }) } };
        });
    }

    private static MemberSeries.Types.Count Count(FigureCounts counts) => new() { Total = counts[Contributions.Total], Official = counts[Contributions.Official] };
}
