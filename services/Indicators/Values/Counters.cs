using DienBien.Indicators.V1;
using DienBien.Platform.Indicators.Facts;
using DienBien.Platform.Shared.Data;

namespace DienBien.Platform.Indicators.Values;

/// <summary>Reads the counters of a node: whole years before the day's, then the days of its year.</summary>
internal sealed class Counters(Dictionary<Measure, long> opening, Dictionary<Measure, long> year)
{
    private const string SelectYears = """
        SELECT measure, SUM(n) AS n FROM counters_year
        WHERE node_id = @node AND measure BETWEEN 1 AND 7 AND year < @year GROUP BY measure
        """;

    private const string SelectDays = """
        SELECT measure, SUM(n) AS n FROM counters_day
        WHERE node_id = @node AND measure = @measure AND day >= @first AND day <= @asOf GROUP BY measure
        """;

    private const string SelectReported = """
        SELECT COUNT(*) AS expected, COALESCE(SUM(CASE WHEN EXISTS (
            SELECT 1 FROM counters_day AS c WHERE c.node_id = o.id AND c.measure = @measure AND c.day <= @asOf AND c.n > 0)
            OR EXISTS (SELECT 1 FROM counters_day AS c WHERE c.node_id = o.id AND c.measure = @other AND c.day <= @asOf AND c.n > 0)
            THEN 1 ELSE 0 END), 0) AS reported
        FROM organizations AS o
        WHERE o.kind {in kinds} AND o.path >= @from AND o.path < @to AND o.established_on <= @asOf AND (o.dissolved_on IS NULL OR o.dissolved_on > @asOf)
        """;

    internal static async Task<Counters> ReadAsync(Session session, Question question)
    {
        var (node, first) = (question.Node.Id, question.FirstOfYear);
        var years = await session.QueryAsync<Sum>(SelectYears, new { node, year = first.Year });
        var days = new Dictionary<Measure, long>();
        foreach (var measure in Enum.GetValues<Measure>().Where(m => m != Measure.Members))
        {
            // One seek each: a range over all measures would read the days of every year.
            if (await session.FindAsync<Sum>(SelectDays, new { node, measure = (int)measure, first, asOf = question.AsOf }) is { } sum)
            {
                days[measure] = sum.N;
            }
        }

        return new Counters(years.ToDictionary(y => (Measure)y.Measure, y => y.N), days);
    }

    /// <summary>How many communes have reported; a commune or what lies below stands for itself.</summary>
    internal static async Task<Completeness> CompletenessAsync(Session session, Question question, string code)
    {
        var (measure, other) = code == "T6" ? (Measure.Members, Measure.Members) : (Measure.Villages, Measure.ResidentialGroups);
        if (!question.IsProvince)
        {
            return new Completeness { Expected = 1, Reported = await AnyAsync(session, question, measure) || await AnyAsync(session, question, other) ? 1 : 0 };
        }

        var range = Shared.Access.PathRange.Of(question.Node.Path);
        var counts = await session.SingleAsync<Reports>(SelectReported, new
        {
            kinds = """["COMMUNE","WARD"]""", measure = (int)measure, other = (int)other, asOf = question.AsOf, from = range.From, to = range.To,
        });
        return new Completeness { Expected = counts.Expected, Reported = counts.Reported };
    }

    internal (long Numerator, long Denominator) Of(string code, Policy policy) => code switch
    {
        "T4" => (At(Measure.HeadMember), At(Measure.Headed)),
        "T5" when policy.ResidentialGroups => (At(Measure.OwnCell) + At(Measure.OwnCellOfGroup), At(Measure.Villages) + At(Measure.ResidentialGroups)),
        "T5" => (At(Measure.OwnCell), At(Measure.Villages)),
        _ => (year.GetValueOrDefault(Measure.Admitted), opening.GetValueOrDefault(Measure.Members)),
    };

    private static async Task<bool> AnyAsync(Session session, Question question, Measure measure)
    {
        const string SelectAny = """
            SELECT CASE WHEN EXISTS (SELECT 1 FROM counters_day AS c WHERE c.node_id = @node AND c.measure = @measure AND c.day <= @asOf AND c.n > 0) THEN 1 ELSE 0 END
            """;
        return await session.SingleAsync<int>(SelectAny, new { node = question.Node.Id, measure = (int)measure, asOf = question.AsOf }) == 1;
    }

    private long At(Measure stock) => opening.GetValueOrDefault(stock) + year.GetValueOrDefault(stock);

    private sealed record Sum
    {
        public int Measure { get; init; }

        public long N { get; init; }
    }

    private sealed record Reports
    {
        public long Expected { get; init; }

        public long Reported { get; init; }
    }
}
