using System.Text.Json;
using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Reads the counters of a node: whole years before the day's, then the days of its year.</summary>
internal sealed class Counters(Dictionary<Measure, Counters.Sum> opening, Dictionary<Measure, Counters.Sum> year)
{
    // A cross join keeps SQLite to the order: a seek for each measure. The other way round it would read the days of every year.
    internal const string SelectYears = """
        SELECT r.measure, SUM(c.begun) AS begun, SUM(c.ceased) AS ceased
        FROM {rows measures: measure int} AS r CROSS JOIN counters_year AS c
        WHERE c.node = @node AND c.measure = r.measure AND c.year < @year
        GROUP BY r.measure
        """;

    internal const string SelectDays = """
        SELECT r.measure, SUM(c.begun) AS begun, SUM(c.ceased) AS ceased
        FROM {rows measures: measure int} AS r CROSS JOIN counters_day AS c
        WHERE c.node = @node AND c.measure = r.measure AND c.day >= @first AND c.day <= @asOf
        GROUP BY r.measure
        """;

    private static readonly string Measures = JsonSerializer.Serialize(Enum.GetValues<Measure>().Select(m => new[] { (int)m }));

    internal static async Task<Counters> ReadAsync(Session session, Question question)
    {
        var key = new { node = question.Node!.Node, year = question.AsOf.Year, first = question.FirstOfYear, asOf = question.AsOf, measures = Measures };
        var (years, days) = (await session.QueryAsync<Sum>(SelectYears, key), await session.QueryAsync<Sum>(SelectDays, key));
        return new Counters(years.ToDictionary(y => (Measure)y.Measure), days.ToDictionary(d => (Measure)d.Measure));
    }

    internal Tally Of(string code, Question question)
    {
        var (numerator, denominator) = code switch
        {
            "T4" => (At(Measure.HeadMember), At(Measure.Headed)),
            "T5" when question.Policy.ResidentialGroups => (At(Measure.OwnCell) + At(Measure.OwnCellOfGroup), At(Measure.Villages) + At(Measure.ResidentialGroups)),
            "T5" => (At(Measure.OwnCell), At(Measure.Villages)),
            _ => (year.GetValueOrDefault(Measure.Admitted)?.Begun ?? 0, opening.GetValueOrDefault(Measure.Members)?.Stock ?? 0),
        };
        if (!question.IsWithinCommune)
        {
            return new Tally(numerator, denominator, At(code == "T6" ? Measure.CommunesWithMember : Measure.CommunesWithVillage), At(Measure.Communes));
        }

        var reported = code == "T6" ? Any(Measure.Members) : Any(Measure.Villages) || Any(Measure.ResidentialGroups);
        return new Tally(numerator, denominator, reported ? 1 : 0, 1);
    }

    private long At(Measure stock) => (opening.GetValueOrDefault(stock)?.Stock ?? 0) + (year.GetValueOrDefault(stock)?.Stock ?? 0);

    private bool Any(Measure stock) => opening.GetValueOrDefault(stock)?.Begun > 0 || year.GetValueOrDefault(stock)?.Begun > 0;

    internal sealed record Sum
    {
        public int Measure { get; init; }

        public long Begun { get; init; }

        public long Ceased { get; init; }

        internal long Stock => Begun - Ceased;
    }
}
