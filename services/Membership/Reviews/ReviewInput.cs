using System.Security.Cryptography;
using System.Text;
using DienBien.Membership.V1;
using DienBien.Platform.Shared.Errors;
using DienBien.Platform.Membership.Text;

namespace DienBien.Platform.Membership.Reviews;

/// <summary>Reads what a request says of a review and notes what is wrong with it.</summary>
internal static class ReviewInput
{
    public const int MaxText = 4_000;

    private const int MaxEvidence = 10;

    private const int MaxLink = 300;

    private const int MaxTasks = 10_000;

    /// <summary>A text of several lines in its stored form: each line tidy, none empty at the ends.</summary>
    public static string Lines(this Check check, string text, string field, bool required = true)
    {
        var stored = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Vietnamese.Normalize)).Trim('\n');
        check.That(stored.Length > 0 || !required, field, "FIELD_REQUIRED").That(stored.Length <= MaxText, field, "TEXT_LENGTH");
        return stored;
    }

    /// <summary>Pieces of evidence, one a line.</summary>
    public static string Evidence(this Check check, IList<string> pieces, string field)
    {
        check.That(pieces.Count <= MaxEvidence, field, "REVIEW_EVIDENCE_COUNT");
        return string.Join('\n', pieces.Take(MaxEvidence).Select((piece, i) => check.Text(piece, $"{field}[{i}]", MaxLink)));
    }

    /// <summary>Task figures that do not contradict each other.</summary>
    public static TaskFigures Tasks(this Check check, TaskFigures? tasks, string field)
    {
        var figures = tasks ?? new TaskFigures();
        check.That(tasks is not null, field, "FIELD_REQUIRED")
            .That(figures.Assigned is >= 0 and <= MaxTasks, field + ".assigned", "REVIEW_TASK_FIGURES")
            .That(figures.Done >= 0 && figures.Done <= figures.Assigned, field + ".done", "REVIEW_TASK_FIGURES")
            .That(figures.OnTime >= 0 && figures.OnTime <= figures.Done, field + ".on_time", "REVIEW_TASK_FIGURES")
            .That(figures.Beyond >= 0 && figures.Beyond <= figures.Done, field + ".beyond", "REVIEW_TASK_FIGURES");
        return figures;
    }

    /// <summary>Scores within the parts of the 100 points (R-REV-1).</summary>
    /// <exception cref="Problem">INVALID_ARGUMENT naming each score out of range.</exception>
    public static void RequireScores(ReviewPolicy policy, int general, int task, string field) => new Check()
        .That(general >= 0 && general <= policy.GeneralMax, field + ".general_tenths", "REVIEW_SCORE_RANGE", policy.Version["generalMax"].Rule)
        .That(task >= 0 && task <= policy.TaskMax, field + ".task_tenths", "REVIEW_SCORE_RANGE", policy.Version["taskMax"].Rule)
        .OrThrow();

    /// <summary>What tells two texts apart: the hash of their folded words.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', Vietnamese.Words(text)))));
}
