using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Access;
using DienBien.Platform.Shared.Data;
using DienBien.Platform.Shared.Errors;
using Sign = DienBien.Membership.V1.ReviewSign.Types.Kind;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>Signs that the procedure of a unit was a formality. They are counts over a unit; whoever wants to know opens the reviews behind them.</summary>
internal static class ReviewSigns
{
    private const int UnitsAtOnce = 200;

    private const string SelectUnits = """
        SELECT t.unit_id, t.subject_kind, SUM(t.total) AS total, SUM(t.rated) AS rated, SUM(t.undecided) AS undecided, SUM(t.excellent) AS excellent, SUM(t.good) AS good, SUM(t.bare) AS bare,
            SUM(t.far) AS far, SUM(CASE WHEN t.total > @same THEN t.total ELSE 0 END) AS identical,
            CASE WHEN MIN(t.lowest) = MAX(t.highest) THEN 1 ELSE 0 END AS one_level, CASE WHEN MIN(t.first_day) = MAX(t.last_day) THEN 1 ELSE 0 END AS one_day
        FROM (SELECT r.unit_id, r.subject_kind, r.text_hash, COUNT(*) AS total, SUM(CASE WHEN r.level <> 'NOT_RATED' THEN 1 ELSE 0 END) AS rated, SUM(CASE WHEN r.level IS NULL THEN 1 ELSE 0 END) AS undecided,
                SUM(CASE WHEN r.level = 'EXCELLENT' THEN 1 ELSE 0 END) AS excellent, SUM(CASE WHEN r.level = 'GOOD' THEN 1 ELSE 0 END) AS good,
                SUM(CASE WHEN r.evidence_count = 0 THEN 1 ELSE 0 END) AS bare, SUM(CASE WHEN ABS(r.task_tenths - r.fact_tenths) > @gap THEN 1 ELSE 0 END) AS far,
                MIN(CASE WHEN r.level <> 'NOT_RATED' THEN r.level END) AS lowest, MAX(CASE WHEN r.level <> 'NOT_RATED' THEN r.level END) AS highest, MIN(r.filed_on) AS first_day, MAX(r.filed_on) AS last_day
            FROM reviews r JOIN organizations o ON o.id = r.unit_id
            WHERE r.cycle_id = @cycle AND {scope o.path} AND (r.unit_id > @unit OR (r.unit_id = @unit AND r.subject_kind >= @kind))
            GROUP BY r.unit_id, r.subject_kind, r.text_hash) t
        GROUP BY t.unit_id, t.subject_kind ORDER BY t.unit_id, t.subject_kind {page}
        """;

    /// <summary>What makes a review one of those behind a sign, within its unit.</summary>
    public static string Predicate(Sign sign) => sign switch
    {
        Sign.ExcellentAboveCap => " AND r.level = 'EXCELLENT'",
        Sign.AllEqual => " AND r.level <> 'NOT_RATED'",
        Sign.NoEvidence => " AND r.evidence_count = 0",
        Sign.ScoreFarFromFacts => " AND ABS(r.task_tenths - r.fact_tenths) > @gap",
        Sign.IdenticalTexts => """
             AND (SELECT COUNT(*) FROM reviews s WHERE s.cycle_id = r.cycle_id AND s.unit_id = r.unit_id AND s.subject_kind = r.subject_kind
                AND s.text_hash = r.text_hash) > @same
            """,
        _ => "",
    };

    /// <summary>The signs of the units after a key, unit by unit, until there are enough or no more units.</summary>
    public static async Task<List<ReviewSign>> ReadAsync(Session session, CycleRow cycle, Scope scope, SignKey after, int take)
    {
        var signs = new List<ReviewSign>();
        while (signs.Count < take)
        {
            var parameters = new { cycle = cycle.Id, gap = cycle.Policy.SignGap, same = cycle.Policy.Version.Number("signSame"), unit = after.Unit, kind = after.Kind, take = UnitsAtOnce };
            // The key's own unit comes again: it may have signs left.
            var units = await session.QueryAsync<UnitRow>(SelectUnits, parameters, scope);
            var last = after;
            signs.AddRange(units.SelectMany(row => Of(cycle.Policy, row)).Where(sign => SignKey.Of(sign).IsBehind(last)));
            if (units.Count < UnitsAtOnce)
            {
                break;
            }

            after = new SignKey(units[^1].UnitId, units[^1].SubjectKind, (Sign)int.MaxValue);
        }

        return signs.Count > take ? signs[..take] : signs;
    }

    private static IEnumerable<ReviewSign> Of(ReviewPolicy policy, UnitRow row)
    {
        var allowed = ReviewCaps.Allowed(policy, row.Good, row.Rated);
        var many = row.Total >= policy.Version.Number("signMinimum");
        var limit = policy.Version.Number("signBare");
        (Sign Sign, bool Shows, long Count, string Parameter, long Limit)[] signs =
        [
            (Sign.ExcellentAboveCap, row.Excellent > allowed, row.Excellent, "capShare", allowed),
            (Sign.AllEqual, row.Rated >= policy.Version.Number("signMinimum") && row.OneLevel && row.Undecided == 0, row.Rated, "signMinimum", policy.Version.Number("signMinimum")),
            (Sign.NoEvidence, row.Bare > limit, row.Bare, "signBare", limit),
            (Sign.IdenticalTexts, row.Identical > 0, row.Identical, "signSame", policy.Version.Number("signSame")),
            (Sign.ScoreFarFromFacts, row.Far > 0, row.Far, "signGap", policy.Version.Number("signGap")),
            (Sign.FiledOnOneDay, many && row.OneDay, row.Total, "signMinimum", policy.Version.Number("signMinimum")),
        ];
        return signs.Where(sign => sign.Shows).Select(sign => Make(policy, row, sign.Sign, sign.Count, sign.Parameter, sign.Limit));
    }

    private static ReviewSign Make(ReviewPolicy policy, UnitRow row, Sign sign, long count, string parameter, long limit)
    {
        var figures = new Dictionary<string, string> { ["count"] = Text(count), ["total"] = Text(row.Total), ["limit"] = Text(limit) };
        var reason = "SIGN_" + EnumNames.Of(sign);
        return new ReviewSign
        {
            Unit = ResourceName.Organization(row.UnitId),
            SubjectKind = ReviewRow.KindOf(row.SubjectKind),
            Kind = sign,
            Count = count,
            Total = row.Total,
            Parameter = parameter,
            Limit = limit,
            Rule = policy.Version[parameter].Rule,
            Clause = policy.Version[parameter].Clause,
            Summary = Messages.English(reason, figures),
            SummaryVi = Messages.Vietnamese(reason, figures),
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record UnitRow
    {
        public string UnitId { get; init; } = "";

        public string SubjectKind { get; init; } = "";

        public long Total { get; init; }

        public long Rated { get; init; }

        public long Undecided { get; init; }

        public long Excellent { get; init; }

        public long Good { get; init; }

        public long Bare { get; init; }

        public long Far { get; init; }

        public long Identical { get; init; }

        public bool OneLevel { get; init; }

        public bool OneDay { get; init; }
    }
}
