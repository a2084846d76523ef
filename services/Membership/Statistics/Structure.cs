using DienBien.Membership.V1;
using DienBien.Platform.Shared.Calendar;

namespace DienBien.Platform.Membership.Statistics;

/// <summary>Lays out figures as the structure on a day and the balance of a period.</summary>
internal static class Structure
{
    internal static readonly Flow[] Increase = [Flow.Admitted, Flow.Readmitted, Flow.Restored, Flow.TransferredIn, Flow.Returned];

    private static readonly Flow[] Decrease = [Flow.TransferredOut, Flow.Deleted, Flow.Resigned, Flow.Expelled, Flow.Died, Flow.AdmissionCancelled, Flow.Ended];

    public static MemberStatistics Of(FigureCounts counts, DateOnly day)
    {
        var bands = AgeBands.On(day);
        var statistics = new MemberStatistics { AsOf = IsoDate.Of(day), Total = counts[Contributions.Total], PolicyVersion = bands.Version };
        statistics.Figures.AddRange(Plain(counts, Dimension.Sex));
        var ages = counts.All.Select(count => (Year: Contributions.BirthYearOf(count.Key), count.Value)).Where(count => count.Year is not null).ToLookup(count => bands.BandOf(count.Year!.Value, day), count => count.Value);
        statistics.Figures.AddRange(bands.Names.Select(band => FigureTexts.Of(Dimension.Age, band, ages[band].Sum())));
        statistics.Figures.AddRange(Plain(counts, Dimension.Ethnicity));
        statistics.Figures.AddRange(Plain(counts, Dimension.Education));
        statistics.Figures.AddRange(Plain(counts, Dimension.Sector));
        var official = counts[Contributions.Official];
        statistics.Figures.Add(FigureTexts.Of(Dimension.Status, "OFFICIAL", official));
        statistics.Figures.Add(FigureTexts.Of(Dimension.Status, "PROBATIONARY", statistics.Total - official));
        return statistics;
    }

    public static MemberBalance Of(FigureCounts opening, FigureCounts closing, DateOnly from, DateOnly to) => new()
    {
        From = IsoDate.Of(from),
        To = IsoDate.Of(to),
        Opening = opening[Contributions.Total],
        Increase = { Flows(Increase, opening, closing) },
        Decrease = { Flows(Decrease, opening, closing) },
        Closing = closing[Contributions.Total],
    };

    private static IEnumerable<FlowFigure> Flows(Flow[] flows, FigureCounts opening, FigureCounts closing) =>
        flows.Select(flow => FigureTexts.Of(flow, closing[Contributions.KeyOf(flow)] - opening[Contributions.KeyOf(flow)]));

    private static IEnumerable<Figure> Plain(FigureCounts counts, Dimension dimension)
    {
        var prefix = Contributions.KeyOf(dimension, "");
        return counts.All.Where(count => count.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => FigureTexts.Of(dimension, count.Key[prefix.Length..], count.Value));
    }
}
