using DienBien.Platform.Shared;
using DienBien.Platform.Shared.Errors;

namespace DienBien.Platform.Membership;

/// <summary>What the steps of candidates and of transfers have to keep alike.</summary>
internal static class CaseStep
{
    /// <summary>The day on which a step happened.</summary>
    /// <param name="date">The day as the request states it.</param>
    /// <param name="detailed">True if the request says what happened.</param>
    /// <param name="today">The last day that may be recorded.</param>
    /// <exception cref="Problem">INVALID_ARGUMENT naming <c>step.date</c> or <c>step.detail</c>.</exception>
    public static DateOnly Day(string date, bool detailed, DateOnly today)
    {
        var check = new Check();
        var day = check.Date(date, "step.date");
        check.That(day <= today, "step.date", "DATE_IN_FUTURE").That(detailed, "step.detail", "FIELD_REQUIRED").OrThrow();
        return day;
    }

    /// <summary>Refuses a step that the case's stage does not allow, and one dated before that stage began.</summary>
    /// <exception cref="Problem">FAILED_PRECONDITION, with the stage and the stages that allow the step.</exception>
    public static void RequireStage<TStage>(string stored, DateOnly since, DateOnly day, TStage[] allowed)
        where TStage : struct, Enum
    {
        if (!EnumNames.TryParse<TStage>(stored, out var stage) || !allowed.Contains(stage))
        {
            throw Problems.Precondition("step.detail", "STEP_NOT_ALLOWED", "", new Dictionary<string, string> { ["stage"] = stored, ["allowed"] = string.Join(", ", allowed.Select(s => EnumNames.Of(s))) });
        }

        if (day < since)
        {
            throw Problems.Precondition("step.date", "STEP_BEFORE_STAGE");
        }
    }

    /// <summary>Refuses a step whose values can't be.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="field">The field's path below <c>step</c>.</param>
    /// <param name="reason">The reason in the catalogue.</param>
    /// <exception cref="Problem">INVALID_ARGUMENT naming the field.</exception>
    public static void Require(bool condition, string field, string reason)
    {
        if (!condition)
        {
            throw Problems.Invalid("step." + field, reason);
        }
    }
}
