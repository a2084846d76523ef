using DienBien.Membership.V1;
using Level = DienBien.Membership.V1.Review.Types.Level;
using Sign = DienBien.Membership.V1.ReviewSign.Types.Kind;

namespace DienBien.Platform.Tests.Year;

/// <content>The yearly review.</content>
internal sealed partial class Truth
{
    public ReviewCycle.Types.State Cycle { get; set; }

    public Dictionary<string, Filed> Reviews { get; } = [];

    public void Files(string subject, string unit, string group, string day, bool evidence, string text, bool far = false) =>
        Reviews[subject] = new Filed { Unit = unit, Group = group, Day = Day(day), Evidence = evidence, Text = text, Far = far, Collective = Units.ContainsKey(subject) };

    public void Verified(string subject) => Reviews[subject].State = Review.Types.State.Verified;

    public void Decided(string subject, Level level) => (Reviews[subject].State, Reviews[subject].Level) = (Review.Types.State.Decided, level);

    /// <summary>R-REV-5: of each group 5·excellent ≤ good; members and collectives apart.</summary>
    public IEnumerable<string> Caps() => Reviews.Values.Where(review => review.Level is not Level.Unspecified).GroupBy(review => (review.Group, review.Collective)).Select(group =>
    {
        var (excellent, good) = (group.Count(review => review.Level == Level.Excellent), group.Count(review => review.Level == Level.Good));
        return $"{group.Key.Group} {(group.Key.Collective ? "Collective" : "Member")} {excellent} of {good}: {good / 5}{(5 * excellent > good ? " exceeded" : "")}";
    });

    /// <summary>Signs of formalism by unit: what more than one in five, nobody, or everybody shows.</summary>
    public IEnumerable<string> Signs()
    {
        foreach (var unit in Reviews.Values.GroupBy(review => (review.Unit, review.Collective)))
        {
            var rated = unit.Where(review => review.Level is not Level.Unspecified).ToList();
            var (excellent, good) = (rated.Count(review => review.Level == Level.Excellent), rated.Count(review => review.Level == Level.Good));
            (Sign Sign, int Count, bool Shows)[] signs =
            [
                (Sign.ExcellentAboveCap, excellent, 5 * excellent > good),
                (Sign.AllEqual, rated.Count, rated.Count >= 3 && rated.Count == unit.Count() && rated.Select(review => review.Level).Distinct().Count() == 1),
                (Sign.NoEvidence, unit.Count(review => !review.Evidence), unit.Any(review => !review.Evidence)),
                (Sign.IdenticalTexts, unit.GroupBy(review => review.Text).Where(text => text.Count() > 1).Sum(text => text.Count()), unit.GroupBy(review => review.Text).Any(text => text.Count() > 1)),
                (Sign.ScoreFarFromFacts, unit.Count(review => review.Far), unit.Any(review => review.Far)),
                (Sign.FiledOnOneDay, unit.Count(), unit.Count() >= 3 && unit.Select(review => review.Day).Distinct().Count() == 1),
            ];
            foreach (var (sign, count, _) in signs.Where(sign => sign.Shows))
            {
                yield return $"{unit.Key.Unit} {(unit.Key.Collective ? "Collective" : "Member")} {sign} {count} of {unit.Count()}";
            }
        }
    }
}

/// <summary>A review that was filed.</summary>
internal sealed class Filed
{
    public required string Unit { get; init; }

    public required string Group { get; init; }

    public required bool Collective { get; init; }

    public required DateOnly Day { get; init; }

    public required bool Evidence { get; init; }

    public required string Text { get; init; }

    public required bool Far { get; init; }

    public Review.Types.State State { get; set; } = Review.Types.State.SelfReviewed;

    public Level Level { get; set; }
}
