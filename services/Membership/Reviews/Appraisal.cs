using System.Globalization;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Shared.Rules;
using Level = DienBien.Membership.V1.Review.Types.Level;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>What a level is proposed on.</summary>
/// <param name="Tenths">The verified score of 100 points, in tenths.</param>
/// <param name="Assigned">The tasks of the year.</param>
/// <param name="Done">Those done.</param>
/// <param name="OnTime">Those done on time.</param>
/// <param name="Beyond">Those done beyond what was required.</param>
/// <param name="Disciplined">True if a unit or leader of the collective was disciplined.</param>
internal readonly record struct Merits(int Tenths, int Assigned, int Done, int OnTime, int Beyond, bool Disciplined = false);

/// <summary>
/// Proposes a level by the rules of a version, from the band of the score downward, and says why. It binds nobody: people decide.
/// </summary>
internal sealed class Appraisal
{
    private readonly ReviewPolicy policy;

    private readonly Merits merits;

    private readonly ReviewProposal proposal = new();

    private Appraisal(ReviewPolicy policy, Merits merits) => (this.policy, this.merits) = (policy, merits);

    /// <summary>The proposal with its grounds (R-REV-2, R-REV-3, R-REV-4).</summary>
    public static ReviewProposal Of(ReviewPolicy policy, Merits merits) => new Appraisal(policy, merits).Propose();

    /// <summary>The score that the task figures give, in tenths; null without tasks.</summary>
    public static int? FactTenths(ReviewPolicy policy, int assigned, int onTime) => assigned == 0 ? null : (int)((long)policy.TaskMax * onTime / assigned);

    private ReviewProposal Propose()
    {
        var level = Band();
        if (level == Level.Excellent && !IsExcellent())
        {
            level = Level.Good;
        }

        if (level == Level.Good && !Reaches("goodOnTime", merits.OnTime, "REVIEW_NOT_ON_TIME"))
        {
            level = Level.Completed;
        }

        if (level == Level.Completed && !IsCompleted())
        {
            level = Level.NotCompleted;
        }

        proposal.Level = level;
        return proposal;
    }

    private Level Band()
    {
        var (level, parameter) = merits.Tenths switch
        {
            var score when score >= policy.ExcellentFrom => (Level.Excellent, "excellentFrom"),
            var score when score >= policy.GoodFrom => (Level.Good, "goodFrom"),
            var score when score >= policy.CompletedFrom => (Level.Completed, "completedFrom"),
            _ => (Level.NotCompleted, "completedFrom"),
        };
        Say(parameter, level == Level.NotCompleted ? "REVIEW_SCORE_BELOW" : "REVIEW_SCORE", ("score", Points(merits.Tenths)), ("least", Text(policy.Version.Number(parameter))));
        return level;
    }

    // Each is looked at, so that the grounds are complete.
    private bool IsExcellent() =>
        Reaches("excellentOnTime", merits.OnTime, "REVIEW_NOT_ON_TIME")
        & Reaches("excellentBeyond", merits.Beyond, "REVIEW_BEYOND_SHORT", withoutTasks: false)
        & Holds(!merits.Disciplined || !policy.Version.Flag("excellentUndisciplined"), "excellentUndisciplined", "REVIEW_DISCIPLINED");

    private bool IsCompleted()
    {
        var late = merits.Done - merits.OnTime;
        var few = Ratio.Meets(late, merits.Assigned, Comparison.Greater, policy.Version.Ratio("completedLate")) != true;
        return Reaches("completedDone", merits.Done, "REVIEW_NOT_DONE") & Holds(few, "completedLate", "REVIEW_TOO_LATE", Counts(late));
    }

    /// <summary>True if the part of the tasks is large enough. Without tasks nothing was missed, but nothing exceeded either.</summary>
    private bool Reaches(string parameter, int count, string reason, bool withoutTasks = true) =>
        Holds(Ratio.Meets(count, merits.Assigned, Comparison.AtLeast, policy.Version.Ratio(parameter)) ?? withoutTasks, parameter, reason, Counts(count));

    private bool Holds(bool holds, string parameter, string reason, params (string Key, string Value)[] figures)
    {
        if (!holds)
        {
            Say(parameter, reason, figures);
        }

        return holds;
    }

    private void Say(string parameter, string reason, params (string Key, string Value)[] figures)
    {
        var values = figures.ToDictionary(figure => figure.Key, figure => figure.Value);
        proposal.Grounds.Add(new ReviewProposal.Types.Ground
        {
            Rule = policy.Version[parameter].Rule,
            Clause = policy.Version[parameter].Clause,
            Reason = reason,
            Text = Messages.English(reason, values),
            TextVi = Messages.Vietnamese(reason, values),
        });
    }

    private (string Key, string Value)[] Counts(int count) => [("count", Text(count)), ("assigned", Text(merits.Assigned))];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Points(int tenths) => (tenths / (decimal)ReviewPolicy.Tenths).ToString("0.0", CultureInfo.InvariantCulture);
}
